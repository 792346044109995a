import { problemError } from '../problems/awsProblems';
import {
  surroundingServices,
  type AwsEnvironment,
  type ClientOptions,
  type ConnectionSettings,
  type SurroundingService,
} from '../connection';
import { BLOCK_SEPARATOR, type IniSection } from '../sharedFiles/iniText';
import type { SharedFiles } from '../sharedFiles/sharedFiles';

/** A service as `[services]` sections name it. */
export type ServiceName = 'lambda' | SurroundingService | 'sts' | SignInService;

/** Those that a sign-in is made and used with; the SDK makes their clients from one configuration. */
export type SignInService = 'sso' | 'sso_oidc' | 'signin';
export const signInServices: readonly SignInService[] = ['sso', 'sso_oidc', 'signin'];

/**
 * An explicit endpoint of a service. A setting of ours means Lambda and what is around a mount.
 * Order: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(
  service: ServiceName,
  settings: ConnectionSettings,
  profile: IniSection | undefined,
  services: SharedFiles['services'],
  environment: AwsEnvironment,
): string | undefined {
  if (settings.endpoint && meantBySetting.has(service)) {
    return settings.endpoint;
  }
  const ignored =
    environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || profile?.ignore_configured_endpoint_urls || '';
  if (isTrue(ignored)) {
    return undefined;
  }
  return (
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    services.get(profile?.services ?? '')?.[`${service}${BLOCK_SEPARATOR}endpoint_url`] ||
    profile?.endpoint_url ||
    undefined
  );
}

const meantBySetting: ReadonlySet<ServiceName> = new Set<ServiceName>(['lambda', ...surroundingServices]);

/**
 * An endpoint that can be asked.
 * @throws HumanError with problem `bad-endpoint`
 */
export function checkedEndpoint<T extends string | undefined>(url: T): T {
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw problemError('bad-endpoint', { endpoint: url });
  }
  return url;
}

/** What the profile in use, or the environment before it, says of clients; undefined where it says nothing. */
export function clientOptionsOf(
  profile: IniSection | undefined,
  environment: AwsEnvironment,
): ClientOptions | undefined {
  const attempts = Number(environment.AWS_MAX_ATTEMPTS || profile?.max_attempts);
  const caBundle = environment.AWS_CA_BUNDLE || profile?.ca_bundle;
  const options: ClientOptions = {
    caBundle: caBundle || undefined,
    fips: isTrue(environment.AWS_USE_FIPS_ENDPOINT || profile?.use_fips_endpoint) || undefined,
    dualstack: isTrue(environment.AWS_USE_DUALSTACK_ENDPOINT || profile?.use_dualstack_endpoint) || undefined,
    retryMode: (environment.AWS_RETRY_MODE || profile?.retry_mode) === 'adaptive' ? 'adaptive' : undefined,
    maxAttempts: Number.isInteger(attempts) && attempts > 0 ? Math.min(attempts, MOST_ATTEMPTS) : undefined,
  };
  return Object.values(options).some(option => option !== undefined) ? options : undefined;
}

/**
 * What each client is given in words, since it otherwise takes it from the environment's profile, whatever profile is
 * in use, and refuses an explicit endpoint together with a variant of AWS's own.
 */
export function clientSettings(endpoint: string | undefined, options: ClientOptions = {}) {
  return {
    ...(endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint }),
    useFipsEndpoint: endpoint === undefined && options.fips === true,
    useDualstackEndpoint: endpoint === undefined && options.dualstack === true,
    defaultsMode: 'standard' as const,
    retryMode: options.retryMode ?? 'standard',
    maxAttempts: options.maxAttempts ?? 3,
    authSchemePreference: [],
  };
}

/** More would only make a person wait. */
const MOST_ATTEMPTS = 10;

/** As the AWS CLI takes it: everything else is false. */
function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
