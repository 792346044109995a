import { homedir } from 'node:os';
import path from 'node:path';

import { decodeText } from '../../core/text/decodeText';
import type { AwsEnvironment } from '../connection';
import { nameIn, parseIni, type IniSection } from './iniText';
import { problemError } from '../problems/awsProblems';
import { readSmallFile } from './readSmallFile';

/** What the files of `~/.aws` hold, as the AWS CLI reads them. */
export interface SharedFiles {
  /** Those of both files under one name are one; what `credentials` says counts. Without keys that are not used. */
  readonly profiles: ReadonlyMap<string, IniSection>;
  /** `[services NAME]` sections by NAME. */
  readonly services: ReadonlyMap<string, IniSection>;
  /** `[sso-session NAME]` sections by NAME. */
  readonly ssoSessions: ReadonlyMap<string, IniSection>;
  /** For messages: where it was looked, and where other tools look where this machine has two homes. */
  readonly configFile: string;
}

/** Paths of the files that hold profiles: what to watch. */
export function sharedFilePaths(environment: AwsEnvironment): {
  readonly config: string;
  readonly credentials: string;
} {
  const home = homeFolder(environment);
  const resolve = (variable: string | undefined, name: string) =>
    variable ? expand(variable, home, environment) : path.join(home, '.aws', name);
  return {
    config: resolve(environment.AWS_CONFIG_FILE, 'config'),
    credentials: resolve(environment.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

/** As the SDK looks for it; AWS's tools for Python prefer USERPROFILE on Windows. */
export function homeFolder(environment: AwsEnvironment): string {
  return environment.HOME || environment.USERPROFILE || homedir();
}

/** `~`, `$NAME` and `${NAME}`, and `%NAME%` on Windows. What is not set stays as it is written. */
function expand(file: string, home: string, environment: AwsEnvironment): string {
  const variable = (written: string, name: string | undefined) => environment[name ?? ''] ?? written;
  const named = file.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (written, bare?: string, braced?: string) =>
    variable(written, bare ?? braced),
  );
  const full = process.platform === 'win32' ? named.replace(/%([^%]+)%/g, variable) : named;
  return /^~(?=[\\/]|$)/.test(full) ? path.join(home, full.slice(1)) : full;
}

/** @throws HumanError with problem `config-unreadable`; a file that does not exist is empty */
export async function readSharedFiles(environment: AwsEnvironment): Promise<SharedFiles> {
  const paths = sharedFilePaths(environment);
  const [config, credentials] = await Promise.all([sectionsOf(paths.config), sectionsOf(paths.credentials)]);
  const named = (kind: 'profile' | 'sso-session' | 'services') =>
    [...config].flatMap(([header, section]) => {
      const name = kind === 'profile' && header === 'default' ? header : nameIn(header, kind);
      return name === undefined ? [] : [[name, section] as const];
    });
  const profiles = new Map(named('profile').map(([name, section]) => [name, withoutLesserKeys(section)]));
  for (const [name, section] of credentials) {
    profiles.set(name, { ...profiles.get(name), ...section });
  }
  return {
    profiles,
    services: new Map(named('services')),
    ssoSessions: new Map(named('sso-session')),
    configFile: configFileNamed(environment),
  };
}

function configFileNamed(environment: AwsEnvironment): string {
  const { HOME, USERPROFILE } = environment;
  const { config } = sharedFilePaths(environment);
  const other = HOME && USERPROFILE ? sharedFilePaths({ ...environment, HOME: '' }).config : config;
  return other === config ? config : `${config} (HOME), ${other} (USERPROFILE)`;
}

/** Keys in `config`, other than those in `credentials`, come after all else that gives credentials. */
function withoutLesserKeys(section: IniSection): IniSection {
  return section.login_session || section.credential_process
    ? Object.fromEntries(Object.entries(section).filter(([name]) => !isKey(name)))
    : section;
}

/** Whether an option is a part of an access key. */
export function isKey(option: string): boolean {
  return /^aws_(access_key_id|secret_access_key|session_token)$/.test(option);
}

async function sectionsOf(file: string): Promise<ReadonlyMap<string, IniSection>> {
  try {
    return parseIni(decodeText(await readSmallFile(file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw problemError('config-unreadable', { file, reason: code ?? String(error) }, error);
    }
    return new Map();
  }
}

/** Whether a profile's credentials come from IAM Identity Center, as the AWS CLI decides it. */
export function isSso(section: IniSection): boolean {
  return Boolean(section.sso_account_id ?? section.sso_role_name);
}
