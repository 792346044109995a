import {
  CONFIG_PREFIX_SEPARATOR,
  externalDataInterceptor,
  loadSharedConfigFiles,
  parseKnownFiles,
} from '@smithy/shared-ini-file-loader';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

import {
  awsConnection,
  type AwsEnvironment,
  type Connection,
  type ConnectionSettings,
  type CredentialSource,
  type ProfileSummary,
} from './connection';

import { decodeText } from '../core/text/decodeText';
import { problemError } from './problems';
import { looksLikeRegion } from './regions';

type Section = Readonly<Record<string, string | undefined>>;

/** See {@link ConnectionResolver.resolve}. */
export async function resolveConnections(
  settings: ConnectionSettings,
  environment: AwsEnvironment,
): Promise<readonly Connection[]> {
  const files = await readFiles(environment);
  const chosen = settings.profile || environment.AWS_PROFILE || undefined;
  const profile = files.profiles[chosen ?? 'default'];
  if (chosen !== undefined && !profile) {
    throw problemError('profile-not-found', { profile: chosen, file: files.configFile });
  }
  const regions = regionsOf(settings, profile, environment);
  if (regions.length === 0) {
    throw chosen === undefined && !profile && !promisesCredentials(environment)
      ? problemError('no-credentials', {})
      : problemError('no-region', { profile: chosen ?? 'default' });
  }
  for (const region of regions) {
    if (!looksLikeRegion(region)) {
      throw problemError('bad-region', { region });
    }
  }
  const endpoint = endpointOf('lambda', settings, profile, files.services, environment);
  const efsEndpoint = endpointOf('efs', settings, profile, files.services, environment);
  for (const url of [endpoint, efsEndpoint]) {
    if (url !== undefined && !isHttpUrl(url)) {
      throw problemError('bad-endpoint', { endpoint: url });
    }
  }
  return regions.map(region => awsConnection({ profile: chosen, region, endpoint, efsEndpoint }));
}

/** See {@link ConnectionResolver.listProfiles}. */
export async function listProfiles(environment: AwsEnvironment): Promise<readonly ProfileSummary[]> {
  const { profiles } = await readFiles(environment);
  return Object.entries(profiles).map(([name, section]) => ({
    name,
    region: section.region,
    source: credentialSource(section),
    accountId: section.sso_account_id ?? /^arn:[^:]*:iam::(\d{12}):role\//.exec(section.role_arn ?? '')?.[1],
  }));
}

/** Whether a profile says by itself where its credentials come from, so that nothing else needs to be asked. */
export async function namesCredentials(profile: string): Promise<boolean> {
  const { profiles } = await readFiles(process.env);
  return credentialSource(profiles[profile] ?? {}) !== 'none';
}

/** Paths of the files that hold profiles: what to watch. */
export function sharedFiles(environment: AwsEnvironment): {
  readonly config: string;
  readonly credentials: string;
} {
  const home = environment.HOME || environment.USERPROFILE || homedir();
  const resolve = (variable: string | undefined, name: string) =>
    !variable
      ? path.join(home, '.aws', name)
      : variable.startsWith('~/')
        ? path.join(home, variable.slice(2))
        : variable;
  return {
    config: resolve(environment.AWS_CONFIG_FILE, 'config'),
    credentials: resolve(environment.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

interface SharedFiles {
  readonly profiles: Readonly<Record<string, Section>>;
  /** `[services NAME]` sections by NAME. */
  readonly services: Readonly<Record<string, Section>>;
  readonly configFile: string;
}

async function readFiles(environment: AwsEnvironment): Promise<SharedFiles> {
  const { config, credentials } = sharedFiles(environment);
  await Promise.all([config, credentials].map(prepare));
  const init = { configFilepath: config, filepath: credentials, ignoreCache: true };
  const { configFile } = await loadSharedConfigFiles(init);
  // In the config file only `default` and `[profile NAME]` are profiles; sections of other kinds keep their prefix.
  const known = await parseKnownFiles(init);
  const isOther = (name: string) => /^(services|sso-session)\./.test(name);
  const prefix = `services${CONFIG_PREFIX_SEPARATOR}`;
  return {
    profiles: Object.fromEntries(Object.entries(known).filter(([name]) => !isOther(name))),
    services: Object.fromEntries(
      Object.entries(configFile)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, section]) => [name.slice(prefix.length), section]),
    ),
    configFile: config,
  };
}

/** The SDK takes a file it may not read for an absent one, and every other for UTF-8 without a byte order mark. */
async function prepare(file: string): Promise<void> {
  delete externalDataInterceptor.getFileRecord()[file];
  try {
    const bytes = await readFile(file);
    const text = decodeText(bytes);
    if (text !== bytes.toString()) {
      externalDataInterceptor.interceptFile(file, text);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw problemError('config-unreadable', { file, reason: code ?? String(error) }, error);
    }
  }
}

/**
 * A profile that was picked means its own region; otherwise the environment is asked first, as AWS's tools do.
 */
function regionsOf(
  settings: ConnectionSettings,
  profile: Section | undefined,
  environment: AwsEnvironment,
): readonly string[] {
  if (settings.regions && settings.regions.length > 0) {
    return [...new Set(settings.regions)];
  }
  const fromEnvironment = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  const region = settings.profile ? profile?.region || fromEnvironment : fromEnvironment || profile?.region;
  return region ? [region] : [];
}

/** A setting of ours means both services. Order: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointOf(
  service: 'lambda' | 'efs',
  settings: ConnectionSettings,
  profile: Section | undefined,
  services: SharedFiles['services'],
  environment: AwsEnvironment,
): string | undefined {
  if (settings.endpoint) {
    return settings.endpoint;
  }
  if (
    isTrue(environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS) ||
    isTrue(profile?.ignore_configured_endpoint_urls)
  ) {
    return undefined;
  }
  return (
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    services[profile?.services ?? '']?.[`${service}${CONFIG_PREFIX_SEPARATOR}endpoint_url`] ||
    profile?.endpoint_url ||
    undefined
  );
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function credentialSource(section: Section): CredentialSource {
  if (section.role_arn && section.web_identity_token_file) {
    return 'web-identity';
  }
  if (section.role_arn) {
    return 'role';
  }
  if (section.aws_access_key_id) {
    return 'keys';
  }
  if (section.credential_process) {
    return 'process';
  }
  if (section.sso_session || section.sso_start_url) {
    return 'sso';
  }
  return section.login_session ? 'login' : 'none';
}

/** Whether the environment points to credentials outside `~/.aws`. */
function promisesCredentials(environment: AwsEnvironment): boolean {
  return [
    'AWS_ACCESS_KEY_ID',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ].some(name => Boolean(environment[name]));
}
