import type { LambdaFunction } from '../core/capture';
import { isHumanError, type HumanError } from '../core/humanError';
import type { Connection } from './connection';
import { problemError } from './problems';
import { findRegion } from './regions';

/** An operation of Lambda or EFS. */
export type Operation =
  | 'ListFunctions'
  | 'Invoke'
  | 'CreateFunction'
  | 'GetFunctionConfiguration'
  | 'DeleteFunction'
  | 'ListTags'
  | 'DescribeAccessPoints'
  | 'DescribeFileSystemPolicy'
  | 'DescribeFileSystems'
  | 'DescribeMountTargets'
  | 'DescribeMountTargetSecurityGroups';

/** What was being done when something was thrown. */
export interface CallContext {
  readonly operation: Operation;
  readonly connection: Connection;
  /** The function that was asked. */
  readonly target?: LambdaFunction;
  /** The function whose configuration the one that is created gets. */
  readonly copied?: LambdaFunction;
  /** Name of the function that the call is about, where it was not asked. */
  readonly functionName?: string;
}

/** The IAM action that allows an operation. */
export const actions: Record<Operation, string> = {
  ListFunctions: 'lambda:ListFunctions',
  Invoke: 'lambda:InvokeFunction',
  CreateFunction: 'lambda:CreateFunction',
  GetFunctionConfiguration: 'lambda:GetFunctionConfiguration',
  DeleteFunction: 'lambda:DeleteFunction',
  ListTags: 'lambda:ListTags',
  DescribeAccessPoints: 'elasticfilesystem:DescribeAccessPoints',
  DescribeFileSystemPolicy: 'elasticfilesystem:DescribeFileSystemPolicy',
  DescribeFileSystems: 'elasticfilesystem:DescribeFileSystems',
  DescribeMountTargets: 'elasticfilesystem:DescribeMountTargets',
  DescribeMountTargetSecurityGroups: 'elasticfilesystem:DescribeMountTargetSecurityGroups',
};

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
    return problemError('login-expired', { profile, command: `aws sso login --profile ${profile}` }, error);
  }
  if (/aws login|re-?authenticate|login session|[\\/]login[\\/]cache/i.test(message)) {
    return problemError('login-expired', { profile, command: `aws login --profile ${profile}` }, error);
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

// --- Lambda could not start the function

function startError(error: ThrownError, { target }: CallContext): HumanError | undefined {
  if (!target) {
    return undefined;
  }
  const name = target.name;
  const reason = error.message;
  const mount = {
    function: name,
    path: target.fileSystem.localMountPath,
    accessPoint: target.fileSystem.accessPointId ?? target.fileSystem.arn,
    reason,
  };
  const subnets = target.subnetIds.join(', ');
  switch (error.name) {
    case 'EFSMountConnectivityException':
      return problemError('efs-mount-connectivity', mount, error);
    case 'EFSMountFailureException':
      return problemError('efs-mount-failure', mount, error);
    case 'EFSMountTimeoutException':
      return problemError('efs-mount-timeout', mount, error);
    case 'EFSIOException':
      return problemError('efs-io', { function: name, reason }, error);
    case 'S3FilesMountConnectivityException':
      return problemError('s3files-mount-connectivity', mount, error);
    case 'S3FilesMountFailureException':
      return problemError('s3files-mount-failure', mount, error);
    case 'S3FilesMountTimeoutException':
      return problemError('s3files-mount-timeout', mount, error);
    case 'ENINotReadyException':
      return problemError('network-interface-not-ready', { function: name, reason }, error);
    case 'ENILimitReachedException':
      return problemError('network-interface-limit', { function: name, reason }, error);
    case 'SubnetIPAddressLimitReachedException':
      return problemError('subnet-addresses-exhausted', { function: name, subnets, reason }, error);
    case 'InvalidSubnetIDException':
      return problemError('subnet-invalid', { function: name, subnets, reason }, error);
    case 'InvalidSecurityGroupIDException': {
      const groups = target.securityGroupIds.join(', ');
      return problemError('security-group-invalid', { function: name, groups, reason }, error);
    }
    case 'EC2ThrottledException':
      return problemError('ec2-throttled', { function: name, reason }, error);
    case 'EC2AccessDeniedException':
      return problemError('ec2-denied', { function: name, role: target.role ?? '', reason }, error);
    case 'EC2UnexpectedException':
      return problemError('ec2-failed', { function: name, reason }, error);
    case 'KMSAccessDeniedException':
    case 'KMSDisabledException':
    case 'KMSInvalidStateException':
    case 'KMSNotFoundException':
      return problemError('kms-failed', { function: name, reason }, error);
    case 'ResourceNotReadyException':
      return problemError('function-inactive', { function: name, reason }, error);
    case 'ResourceConflictException':
      return problemError('function-updating', { function: name, reason }, error);
    case 'SnapStartException':
    case 'SnapStartNotReadyException':
    case 'SnapStartRegenerationFailureException':
    case 'SnapStartTimeoutException':
      return problemError('snapstart-failed', { function: name, reason }, error);
    case 'CodeArtifactUserDeletedException':
    case 'CodeArtifactUserFailedException':
    case 'CodeArtifactUserPendingException':
    case 'InvalidRuntimeException':
    case 'InvalidZipFileException':
      return problemError('code-invalid', { function: name, reason }, error);
    case IMAGE_UNUSABLE:
      return problemError('image-unusable', { function: name, reason }, error);
    default:
      return undefined;
  }
}

/** Lambda has no exception for it: only the reason of a function's state tells. */
const IMAGE_UNUSABLE = 'ImageUnusable';

/**
 * What Lambda refuses a function for when it is created, which it tells in words only.
 * https://repost.aws/it/questions/QUad7ebVZrRGOv96EfOCiWMw/
 * https://github.com/hashicorp/terraform-provider-aws/issues/15053
 */
function configurationError(error: ThrownError, { copied }: CallContext): HumanError | undefined {
  if (!copied) {
    return undefined;
  }
  const { name, role = '' } = copied;
  const reason = error.message;
  if (/not all are in the available life cycle state/.test(reason)) {
    return problemError('mount-targets-not-available', { function: name, reason }, error);
  }
  if (/does not have mount targets created in all availability zones/.test(reason)) {
    return problemError('mount-targets-missing', { function: name, reason }, error);
  }
  if (/execution role does not have permissions to call CreateNetworkInterface/.test(reason)) {
    return problemError('ec2-denied', { function: name, role, reason }, error);
  }
  if (/role defined for the function cannot be assumed by Lambda/.test(reason)) {
    return problemError('role-not-assumable', { function: name, role, reason }, error);
  }
  return undefined;
}

/** What Invoke would throw for the reason that a function's state gives. */
const exceptionOfStateReason: Readonly<Record<string, string>> = {
  DisabledKMSKey: 'KMSDisabledException',
  EC2RequestLimitExceeded: 'EC2ThrottledException',
  EFSIOError: 'EFSIOException',
  EFSMountConnectivityError: 'EFSMountConnectivityException',
  EFSMountFailure: 'EFSMountFailureException',
  EFSMountTimeout: 'EFSMountTimeoutException',
  EniLimitExceeded: 'ENILimitReachedException',
  Idle: 'ResourceNotReadyException',
  ImageAccessDenied: IMAGE_UNUSABLE,
  ImageDeleted: IMAGE_UNUSABLE,
  InsufficientRolePermissions: 'EC2AccessDeniedException',
  InvalidImage: IMAGE_UNUSABLE,
  InvalidRuntime: 'InvalidRuntimeException',
  InvalidSecurityGroup: 'InvalidSecurityGroupIDException',
  InvalidStateKMSKey: 'KMSInvalidStateException',
  InvalidSubnet: 'InvalidSubnetIDException',
  InvalidZipFileException: 'InvalidZipFileException',
  KMSKeyAccessDenied: 'KMSAccessDeniedException',
  KMSKeyNotFound: 'KMSNotFoundException',
  SubnetOutOfIPAddresses: 'SubnetIPAddressLimitReachedException',
};

/**
 * Why a function is in a state in which it cannot be invoked. Undefined where the code says nothing known.
 * https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export function stateReasonError(
  code: string,
  reason: string,
  context: CallContext & { readonly target: LambdaFunction },
): HumanError | undefined {
  const name = Object.hasOwn(exceptionOfStateReason, code) ? exceptionOfStateReason[code] : undefined;
  return name === undefined ? undefined : startError(Object.assign(new Error(reason), { name }), context);
}

// --- the API

function apiError(error: ThrownError, context: CallContext): HumanError | undefined {
  const { connection, functionName, operation, target } = context;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  switch (error.name) {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return accessDenied(error, context);
    case 'TooManyRequestsException':
    case 'ThrottlingException':
    case 'Throttling':
      return problemError('throttled', { operation }, error);
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

function accessDenied(error: ThrownError, { operation }: CallContext): HumanError {
  // E.g. "User: arn:… is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based …"
  const said = /^User: (\S+) is not authorized to perform: (\S+)(?: on resource: (\S+))?/.exec(error.message);
  return problemError(
    'access-denied',
    { action: said?.[2] ?? actions[operation], principal: said?.[1] ?? '', resource: said?.[3] ?? '*' },
    error,
  );
}
