import { isHumanError, type HumanError } from '../core/humanError';
import type { Connection } from './connection';
import { awsCommand } from './awsCommand';
import { actions, type CallContext } from './operations';
import { problemError } from './problems';
import { findRegion } from './regions';
import { configurationError, startError } from './startErrors';

export { stateReasonError } from './startErrors';

/** Which service an operation asks, as its endpoints spell it, and its endpoint where that is not AWS's own. */
function serviceOf({ connection, operation }: CallContext) {
  return actions[operation].startsWith('lambda:')
    ? { service: 'lambda', name: 'Lambda', endpoint: connection.endpoint }
    : { service: 'elasticfilesystem', name: 'EFS', endpoint: connection.efsEndpoint };
}

/**
 * Makes an error that says what to do of whatever the SDK or the network threw. Something unknown comes back as it
 * is: a bug, for the log.
 */
export function toHumanError(error: unknown, context: CallContext): unknown {
  if (isHumanError(error) || !(error instanceof Error)) {
    return error;
  }
  const thrown = error as ThrownError;
  return (
    networkError(thrown, context) ??
    credentialsError(thrown, context) ??
    startError(thrown, context) ??
    apiError(thrown, context) ??
    error
  );
}

/** The fields that Node and the SDK put on what they throw. */
interface ThrownError extends Error {
  readonly code?: unknown;
  readonly errors?: readonly unknown[];
  readonly hostname?: unknown;
  /** Of TooManyRequestsException. */
  readonly Reason?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
  readonly $fault?: 'client' | 'server';
}

// --- the network

const CERTIFICATE_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function networkError(error: ThrownError, context: CallContext): HumanError | undefined {
  const { connection, target } = context;
  const code = systemCode(error);
  const { endpoint } = serviceOf(context);
  const host = typeof error.hostname === 'string' ? error.hostname : hostOf(context);
  switch (code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return connection.kind === 'demo'
        ? problemError('demo-down', {}, error)
        : problemError('endpoint-down', { endpoint: endpoint ?? host }, error);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return code === 'ENOTFOUND' && !endpoint && !findRegion(connection.region)
        ? problemError('unknown-region', { region: connection.region, host }, error)
        : problemError('host-not-found', { host }, error);
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'HPE_INVALID_CONSTANT':
    case 'HPE_INVALID_EOF_STATE':
      return target
        ? problemError('invoke-lost', { host, function: target.name }, error)
        : problemError('connection-lost', { host }, error);
    case 'ETIMEDOUT':
      return problemError('connect-timeout', { host }, error);
    case undefined:
      break;
  }
  if (code !== undefined && CERTIFICATE_CODES.has(code)) {
    return problemError('certificate-not-trusted', { host, reason: code }, error);
  }
  if (error.name === 'AnswerTooLargeError') {
    return problemError('answer-too-large', { host }, error);
  }
  if (error.name === 'TimeoutError') {
    return problemError('connect-timeout', { host }, error);
  }
  return undefined;
}

/** Node wraps the failures of several addresses of one host into an AggregateError; the SDK renames the outer error. */
function systemCode(error: ThrownError): string | undefined {
  if (typeof error.code === 'string') {
    return error.code;
  }
  const inner = error.errors?.[0] ?? error.cause;
  return inner instanceof Error ? systemCode(inner) : undefined;
}

/** Host and port that a call goes to. */
function hostOf(context: CallContext): string {
  const { endpoint, service } = serviceOf(context);
  if (endpoint !== undefined) {
    return new URL(endpoint).host;
  }
  const { region } = context.connection;
  return `${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** What answered is not the service: a proxy's page, say. */
export function notTheService(context: CallContext, status: number, cause?: unknown): HumanError {
  return problemError('not-aws', { host: hostOf(context), status, service: serviceOf(context).name }, cause);
}

// --- credentials

function credentialsError(error: ThrownError, { connection }: CallContext): HumanError | undefined {
  const profile = connection.profile ?? 'default';
  const { region } = connection;
  const { message } = error;
  switch (error.name) {
    case 'CredentialsProviderError':
    case 'TokenProviderError':
      return providerError(error, connection, profile);
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return problemError('credentials-expired', { profile }, error);
    case 'RequestExpired':
    case 'RequestTimeTooSkewed':
      return problemError('clock-skew', {}, error);
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
      return /Signature (expired|not yet current)/.test(message)
        ? problemError('clock-skew', {}, error)
        : problemError('credentials-rejected', { profile, region }, error);
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
      // AWS says the same of a wrong key and of a region that the account has not enabled.
      return findRegion(region)?.optIn
        ? problemError('region-not-enabled', { profile, region }, error)
        : problemError('credentials-rejected', { profile, region }, error);
    case 'AuthFailure':
    case 'IncompleteSignature':
    case 'MissingAuthenticationToken':
    case 'MissingAuthenticationTokenException':
      return problemError('credentials-rejected', { profile, region }, error);
  }
  if (/^AccessDenied/.test(error.name) && /MultiFactorAuthentication/.test(message)) {
    return problemError('mfa-rejected', { profile }, error);
  }
  return undefined;
}

function providerError(error: Error, connection: Connection, profile: string): HumanError {
  const { message } = error;
  if (/\bSSO\b|\bsso\b|Token is expired|refreshToken|accessToken/.test(message)) {
    return problemError(
      'login-expired',
      { profile, command: awsCommand('sso', 'login', '--profile', profile) },
      error,
    );
  }
  if (/aws login|re-?authenticate|login session|[\\/]login[\\/]cache/i.test(message)) {
    return problemError(
      'login-expired',
      { profile, command: awsCommand('login', '--profile', profile) },
      error,
    );
  }
  if (/^Command failed/.test(message)) {
    // The rest of the message is the user's command line, which may hold secrets.
    return problemError('credential-process-failed', { profile }, error);
  }
  if (/^Could not load credentials from any providers/.test(message)) {
    return connection.profile === undefined
      ? problemError('no-credentials', {}, error)
      : problemError('profile-empty', { profile }, error);
  }
  return problemError('credentials-failed', { profile, reason: message }, error);
}

// --- the API

function apiError(error: ThrownError, context: CallContext): HumanError | undefined {
  const { connection, functionName, target } = context;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  switch (error.name) {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return accessDenied(error, context);
    case 'TooManyRequestsException':
    case 'ThrottlingException':
    case 'Throttling':
      return throttled(error, context);
    case 'ResourceNotFoundException':
      return problemError(
        'function-not-found',
        { function: target?.name ?? functionName ?? '', region: connection.region },
        error,
      );
    case 'RequestTooLargeException':
    case 'SerializedRequestEntityTooLargeException':
      return problemError('request-too-large', {}, error);
    case 'InvalidParameterValueException':
    case 'InvalidRequestContentException':
    case 'ValidationException':
      return (
        configurationError(error, context) ??
        problemError('invalid-request', { reason: error.message }, error)
      );
    case 'SyntaxError':
      // The body was not JSON. Without a response behind it, it is a bug of ours.
      return status === undefined ? undefined : notTheService(context, status, error);
  }
  if (status === undefined) {
    return undefined;
  }
  const named = error.name !== '' && !/^(Error|Unknown(Error)?)$/.test(error.name);
  if (!named && (serviceOf(context).endpoint !== undefined || status < 500)) {
    return notTheService(context, status, error);
  }
  if (status >= 500) {
    return problemError('service-failed', { service: serviceOf(context).name, status }, error);
  }
  return problemError('aws-error', { name: error.name, reason: error.message }, error);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
function throttled(error: ThrownError, { operation, target }: CallContext): HumanError {
  const name = { function: target?.name ?? '' };
  switch (target && error.Reason) {
    case 'ReservedFunctionConcurrentInvocationLimitExceeded':
    case 'ReservedFunctionInvocationRateLimitExceeded':
      return problemError('reserved-concurrency-used-up', name, error);
    case 'ConcurrentInvocationLimitExceeded':
      return problemError('concurrency-used-up', name, error);
    case 'FunctionInvocationRateLimitExceeded':
      return problemError('invocation-rate-exceeded', name, error);
    default:
      return problemError('throttled', { operation }, error);
  }
}

function accessDenied(error: ThrownError, { operation }: CallContext): HumanError {
  // E.g. "User: arn:… is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based …"
  const said = /^User: (\S+) is not authorized to perform: (\S+)(?: on resource: (\S+))?/.exec(error.message);
  return problemError(
    'access-denied',
    { action: said?.[2] ?? actions[operation], principal: said?.[1] ?? '', resource: said?.[3] ?? '*' },
    error,
  );
}
