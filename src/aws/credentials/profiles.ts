import {
  awsConnection,
  surroundingServices,
  type AwsEnvironment,
  type Connection,
  type ConnectionSettings,
  type ProfileSummary,
  type RemoteMachine,
} from '../connection';
import { checkedEndpoint, clientOptionsOf, endpointOf } from '../transport/clientSettings';
import { chosenProfile, credentialSource, originOf } from './credentialOrigin';
import type { IniSection } from '../sharedFiles/iniText';
import { instanceRegion } from './instanceMetadata';
import { problemError } from '../problems/awsProblems';
import { looksLikeRegion } from '../regions';
import { readSharedFiles } from '../sharedFiles/sharedFiles';

/** See {@link ConnectionResolver.resolve}. */
export async function resolveConnections(
  settings: ConnectionSettings,
  environment: AwsEnvironment,
  machine?: RemoteMachine,
): Promise<readonly Connection[]> {
  const files = await readSharedFiles(environment);
  const chosen = chosenProfile(settings, environment);
  const profile = files.profiles.get(chosen ?? 'default');
  if (chosen !== undefined && !profile) {
    throw problemError('profile-not-found', { profile: chosen, file: files.configFile });
  }
  const origin = originOf(profile ?? {}, Boolean(settings.profile), environment);
  const regions = await regionsOf(settings, profile, environment);
  if (regions.length === 0) {
    throw chosen === undefined && !profile && origin === 'instance'
      ? problemError('no-credentials', { machine: machine ?? '' })
      : problemError('no-region', { profile: chosen ?? 'default' });
  }
  for (const region of regions) {
    if (!looksLikeRegion(region)) {
      throw problemError('bad-region', { region });
    }
  }
  const endpoint = checkedEndpoint(endpointOf('lambda', settings, profile, files.services, environment));
  const endpoints = surroundingServices.flatMap(service => {
    const url = checkedEndpoint(endpointOf(service, settings, profile, files.services, environment));
    return url === undefined ? [] : [[service, url] as const];
  });
  const client = clientOptionsOf(profile, environment);
  return regions.map(region =>
    awsConnection({
      profile: chosen,
      origin,
      region,
      endpoint,
      endpoints: endpoints.length > 0 ? Object.fromEntries(endpoints) : undefined,
      machine,
      client,
    }),
  );
}

/** See {@link ConnectionResolver.listProfiles}. */
export async function listProfiles(environment: AwsEnvironment): Promise<readonly ProfileSummary[]> {
  const { profiles } = await readSharedFiles(environment);
  return [...profiles].map(([name, section]) => ({
    name,
    region: section.region,
    source: credentialSource(section),
    accountId: section.sso_account_id ?? /^arn:[^:]*:iam::(\d{12}):role\//.exec(section.role_arn ?? '')?.[1],
  }));
}

/**
 * A profile that was picked means its own region; otherwise the environment is asked first, as AWS's tools do, and the
 * instance last.
 */
async function regionsOf(
  settings: ConnectionSettings,
  profile: IniSection | undefined,
  environment: AwsEnvironment,
): Promise<readonly string[]> {
  if (settings.regions && settings.regions.length > 0) {
    return [...new Set(settings.regions)];
  }
  const fromEnvironment = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  const region = settings.profile ? profile?.region || fromEnvironment : fromEnvironment || profile?.region;
  if (region) {
    return [region];
  }
  const ofInstance = await instanceRegion(environment);
  return ofInstance !== undefined && looksLikeRegion(ofInstance) ? [ofInstance] : [];
}
