// There are no credentials to ask with.
import { isHumanError, type HumanError } from '../core/humanError';
import { awsCommand } from './awsCommand';
import type { Connection, CredentialOrigin } from './connection';
import { credentialSource } from './credentialOrigin';
import { denialParams } from './denial';
import { metadataEndpoint } from './instanceMetadata';
import { networkError, type Peer } from './networkErrors';
import { problemError } from './awsProblems';
import { profileChain } from './profileChain';
import type { SharedFiles } from './sharedFiles';

export interface CredentialContext {
  readonly connection: Connection;
  readonly files: SharedFiles;
  readonly origin: CredentialOrigin;
  /** Last request of a provider that nobody answered: the SDK keeps no more than its words. */
  readonly failure?: Error & { readonly peer: Peer };
}

/** Makes an error that says what to do of what a provider of credentials threw. A bug comes back as it is. */
export function credentialError(thrown: unknown, context: CredentialContext): unknown {
  if (isHumanError(thrown) || !(thrown instanceof Error)) {
    return thrown;
  }
  const { connection, failure, files, origin } = context;
  const profile = connection.profile ?? 'default';
  if (origin === 'instance') {
    return instanceError(thrown, connection);
  }
  if (failure) {
    return networkError(failure, { connection, peer: failure.peer }) ?? thrown;
  }
  if (origin === 'environment') {
    return problemError('environment-keys-incomplete', {}, thrown);
  }
  if (origin === 'profile' && isProviderError(thrown)) {
    return profileError(thrown, profile, files);
  }
  if (isRefusedBySts(thrown)) {
    return roleError(thrown, context, profile);
  }
  if (isProviderError(thrown) || 'path' in thrown || /^Invalid response from STS/.test(thrown.message)) {
    return problemError('credentials-failed', { profile, origin, reason: thrown.message }, thrown);
  }
  return thrown;
}

/** Where nothing is said of credentials or of the rate, which is the same of every service. */
function isRefusedBySts(error: Error & { readonly $fault?: unknown }): boolean {
  return (
    error.$fault === 'client' &&
    !/^(ExpiredToken|Throttling|RequestExpired|RequestTimeTooSkewed|Signature|InvalidClientTokenId|UnrecognizedClient|AuthFailure|IncompleteSignature|MissingAuthenticationToken)/.test(
      error.name,
    ) &&
    !/MultiFactorAuthentication/.test(error.message)
  );
}

/** STS gave no credentials for a role. */
function roleError(error: Error, { files, origin }: CredentialContext, profile: string): HumanError {
  if (/^AccessDenied/.test(error.name)) {
    const source = credentialSource(files.profiles.get(profile) ?? {});
    const action = source === 'role' ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity';
    return problemError('access-denied', denialParams(error.message, action), error);
  }
  return problemError(
    'credentials-failed',
    { profile, origin, reason: `${error.name}: ${error.message}` },
    error,
  );
}

function isProviderError({ name }: Error): boolean {
  return /ProviderError$/.test(name);
}

/** Nothing else was left to ask. */
function instanceError(error: Error & { readonly statusCode?: unknown }, connection: Connection) {
  // A router or a proxy that answers for everybody sends a page.
  const isPage = error instanceof SyntaxError || error instanceof TypeError;
  if (isPage || /^Invalid response/.test(error.message)) {
    return problemError(
      'not-instance-metadata',
      { host: new URL(metadataEndpoint(process.env)).host },
      error,
    );
  }
  return noCredentials(connection, error);
}

/** Nothing names credentials, and nobody had some. */
export function noCredentials({ machine, profile }: Connection, cause?: unknown): HumanError {
  return profile === undefined
    ? problemError('no-credentials', { machine: machine ?? '' }, cause)
    : problemError('profile-empty', { profile }, cause);
}

function profileError(error: Error, profile: string, files: SharedFiles) {
  const { message } = error;
  // It is the source that is signed in to: the AWS CLI refuses to do it for a role.
  const source = profileChain(profile, files).at(-1) ?? profile;
  const kind = credentialSource(files.profiles.get(source) ?? {});
  if (kind === 'sso') {
    if (/^ForbiddenException|No access/.test(message)) {
      const { sso_account_id: account = '', sso_role_name: role = '' } = files.profiles.get(source) ?? {};
      return problemError('sso-not-assigned', { profile: source, account, role }, error);
    }
    if (/\bSSO\b|\bsso\b|[Tt]oken|^UnauthorizedException/.test(message)) {
      return loginExpired(source, ['sso', 'login'], error);
    }
  }
  if (kind === 'login' && !/insufficient permissions/.test(message)) {
    return loginExpired(source, ['login'], error);
  }
  if (/^Command failed/.test(message)) {
    // The rest of the message is the user's command line, which may hold secrets.
    return problemError('credential-process-failed', { profile: source }, error);
  }
  return problemError('credentials-failed', { profile, origin: 'profile', reason: message }, error);
}

function loginExpired(profile: string, command: readonly string[], error: Error) {
  return problemError(
    'login-expired',
    { profile, command: awsCommand(...command, '--profile', profile) },
    error,
  );
}
