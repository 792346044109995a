// There are no credentials to ask with.
import { own } from '../../core/guards';
import { isHumanError, type HumanError } from '../../core/humanError';
import { awsCommand } from '../awsCommand';
import type { Connection, CredentialOrigin } from '../connection';
import { credentialSource } from './credentialOrigin';
import { denialParams } from '../problems/denial';
import { metadataEndpoint } from './instanceMetadata';
import type { LastRequest } from '../transport/namingHandler';
import { networkError } from '../problems/networkErrors';
import { problemError } from '../problems/awsProblems';
import { sourceOf } from './profileChain';
import type { SharedFiles } from '../sharedFiles/sharedFiles';

export interface CredentialContext {
  readonly connection: Connection;
  readonly files: SharedFiles;
  readonly origin: CredentialOrigin;
  /** Last request to AWS STS. The SDK keeps no more of it than its words. */
  readonly sts?: LastRequest;
  /** Last request to IAM Identity Center, or to the sign-in of the console. */
  readonly signIn?: LastRequest;
}

/** Makes an error that says what to do of what a provider of credentials threw. A bug comes back as it is. */
export function credentialError(thrown: unknown, context: CredentialContext): unknown {
  if (isHumanError(thrown) || !(thrown instanceof Error)) {
    return thrown;
  }
  const { connection, files, origin } = context;
  const profile = connection.profile ?? 'default';
  if (origin === 'instance') {
    return instanceError(thrown, connection);
  }
  if (origin === 'container' && isGarbage(thrown)) {
    return notContainerCredentials(thrown);
  }
  const answered = ofLastRequest(thrown, context);
  if (answered) {
    return answered;
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

/** Undefined where it was AWS that answered, and it did not fail itself. */
function ofLastRequest(error: ServiceError, { connection, files, signIn, sts }: CredentialContext) {
  // Credentials of a role are the last to be asked for.
  const last = sts ?? signIn;
  if (!last) {
    return undefined;
  }
  if ('failure' in last) {
    return networkError(last.failure, { connection, peer: last.failure.peer }) ?? error;
  }
  const service = sts ? 'AWS STS' : signInService(connection.profile ?? 'default', files);
  const { isFromAws, peer, status } = last;
  const isAws = isFromAws || isNamed(error);
  if (isAws) {
    return status >= 500 ? problemError('service-failed', { service, status }, error) : undefined;
  }
  return status === 407
    ? problemError('proxy-refused', { host: peer.host, status }, error)
    : problemError('not-aws', { host: peer.host, service, status }, error);
}

interface ServiceError extends Error {
  readonly $fault?: unknown;
}

/** Whether it has a name that only a service gives. */
function isNamed({ $fault, name }: ServiceError): boolean {
  return $fault !== undefined && !/^(Error|NotFound|SyntaxError|TypeError|Unknown(Error)?)$/.test(name);
}

function signInService(profile: string, files: SharedFiles): string {
  return sourceOf(profile, files).kind === 'login' ? 'AWS Sign-In' : 'IAM Identity Center';
}

/** Where nothing is said of credentials or of the rate, which is the same of every service. */
function isRefusedBySts(error: ServiceError): boolean {
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
  if (isGarbage(error) || /^Invalid response/.test(error.message)) {
    return problemError(
      'not-instance-metadata',
      { host: new URL(metadataEndpoint(process.env)).host },
      error,
    );
  }
  return noCredentials(connection, error);
}

/** A router or a proxy that answers for everybody sends a page. */
function isGarbage(error: Error): boolean {
  return error instanceof SyntaxError || error instanceof TypeError;
}

function notContainerCredentials(error: Error): HumanError {
  const variable = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find(
    name => own(process.env, name),
  );
  return problemError('not-container-credentials', { variable: variable ?? '' }, error);
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
  const { profile: source, kind } = sourceOf(profile, files);
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
