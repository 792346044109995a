import { own } from '../../core/guards';
import { isHumanError, type HumanError } from '../../core/humanError';
import { actions, type CallContext } from '../operations';
import type { SurroundingService } from '../connection';
import { denialParams } from './denial';
import { isFromAws } from './hasChangedNothing';
import { networkError } from './networkErrors';
import { problemError } from './awsProblems';
import { findRegion, serviceHost } from '../regions';
import { refusalError, startError } from './startErrors';

export { stateReasonError } from './startErrors';

/** By the prefix of a service's actions: how its endpoints spell it, and how people call it. */
const services: Readonly<
  Record<string, { readonly host: string; readonly name: string; readonly key: SurroundingService }>
> = {
  elasticfilesystem: { host: 'elasticfilesystem', name: 'EFS', key: 'efs' },
  s3files: { host: 's3files', name: 'S3 Files', key: 's3files' },
  ec2: { host: 'ec2', name: 'EC2', key: 'ec2' },
  cloudwatch: { host: 'monitoring', name: 'CloudWatch', key: 'cloudwatch' },
};

/** Which service an operation asks, and its endpoint where that is not AWS's own. */
function serviceOf({ connection, operation }: CallContext) {
  const service = own(services, actions[operation].split(':', 1)[0] ?? '');
  return service
    ? { service: service.host, name: service.name, endpoint: connection.endpoints?.[service.key] }
    : { service: 'lambda', name: 'Lambda', endpoint: connection.endpoint };
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
  const { connection, target } = context;
  const peer = { host: hostOf(context) };
  return (
    networkError(thrown, { connection, target, peer, endpoint: serviceOf(context).endpoint }) ??
    credentialsError(thrown, context) ??
    startError(thrown, context) ??
    apiError(thrown, context) ??
    error
  );
}

/** The fields that Node and the SDK put on what they throw. */
interface ThrownError extends Error {
  readonly code?: unknown;
  /** Of TooManyRequestsException. */
  readonly Reason?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly hasGlobalToken?: boolean };
  readonly $fault?: 'client' | 'server';
}

/** Host and port that a call goes to. */
function hostOf(context: CallContext): string {
  const { endpoint, service } = serviceOf(context);
  if (endpoint !== undefined) {
    return new URL(endpoint).host;
  }
  const { client, region } = context.connection;
  return serviceHost(service, region, client);
}

/** What answered is not the service: a proxy's page, say. */
export function notTheService(context: CallContext, status: number, cause?: unknown): HumanError {
  return problemError('not-aws', { host: hostOf(context), status, service: serviceOf(context).name }, cause);
}

// --- credentials

function credentialsError(error: ThrownError, { connection }: CallContext): HumanError | undefined {
  const { origin = 'profile', profile = 'default', region } = connection;
  const { message } = error;
  switch (error.name) {
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return problemError('credentials-expired', { profile, origin }, error);
    case 'RequestExpired':
    case 'RequestTimeTooSkewed':
      return problemError('clock-skew', {}, error);
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
      return /Signature (expired|not yet current)/.test(message)
        ? problemError('clock-skew', {}, error)
        : problemError('credentials-rejected', { profile, origin, region }, error);
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
      // AWS says the same of a wrong key and of a region that the account has not enabled.
      if (!findRegion(region)?.optIn) {
        return problemError('credentials-rejected', { profile, origin, region }, error);
      }
      return error.$response?.hasGlobalToken
        ? problemError('token-of-global-endpoint', { profile, origin, region }, error)
        : problemError('region-not-enabled', { profile, origin, region }, error);
    case 'AuthFailure':
    case 'IncompleteSignature':
    case 'MissingAuthenticationToken':
    case 'MissingAuthenticationTokenException':
      return problemError('credentials-rejected', { profile, origin, region }, error);
  }
  if (error.code === 'ERR_INVALID_CHAR') {
    return problemError('keys-malformed', { profile, origin }, error);
  }
  if (error.name === 'EndpointError') {
    return problemError('endpoint-conflict', { region, reason: message }, error);
  }
  if (/^AccessDenied/.test(error.name) && /MultiFactorAuthentication/.test(message)) {
    return problemError('mfa-rejected', { profile }, error);
  }
  return undefined;
}

// --- the API

function apiError(error: ThrownError, context: CallContext): HumanError | undefined {
  const { connection, functionName, target } = context;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  if (status === 407 && !isFromAws(error)) {
    return problemError('proxy-refused', { host: hostOf(context), status }, error);
  }
  switch (error.name) {
    case 'AccessDenied':
    case 'AccessDeniedException':
    case 'UnauthorizedOperation':
      return (
        refusalError(error, context) ??
        problemError('access-denied', denialParams(error.message, actions[context.operation]), error)
      );
    case 'TooManyRequestsException':
    case 'ThrottlingException':
    case 'Throttling':
    case 'RequestLimitExceeded':
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
        refusalError(error, context) ?? problemError('invalid-request', { reason: error.message }, error)
      );
    case 'SyntaxError':
    case 'TypeError':
      // The body was not JSON, or not of an object. Without a response behind it, it is a bug of ours.
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
