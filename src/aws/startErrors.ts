// Lambda could not start the function.
import { own } from '../core/guards';
import type { LambdaFunction } from '../core/lambdaFunction';
import type { HumanError } from '../core/humanError';
import type { CallContext } from './operations';
import { problemError } from './awsProblems';

/** Undefined where it is something else that was thrown. */
export function startError(error: Error, { target }: CallContext): HumanError | undefined {
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
    // Nothing ran, and it passes: after weeks without use, the code of a function is made ready anew.
    case 'CodeArtifactUserPendingException':
    case 'SnapStartNotReadyException':
    case 'ResourceConflictException':
      return problemError('function-updating', { function: name, reason }, error);
    case 'SnapStartException':
    case 'SnapStartRegenerationFailureException':
    case 'SnapStartTimeoutException':
      return problemError('snapstart-failed', { function: name, reason }, error);
    case 'CodeArtifactUserDeletedException':
    case 'CodeArtifactUserFailedException':
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
 * What Lambda refuses a function for when it is created or invoked, where it tells it in words only.
 * https://repost.aws/it/questions/QUad7ebVZrRGOv96EfOCiWMw/
 * https://github.com/hashicorp/terraform-provider-aws/issues/15053
 */
export function configurationError(error: Error, { copied, target }: CallContext): HumanError | undefined {
  const configured = copied ?? target;
  if (!configured) {
    return undefined;
  }
  const { name, role = '' } = configured;
  const reason = error.message;
  if (/not all are in the available life cycle state/.test(reason)) {
    return problemError('mount-targets-not-available', { function: name, reason }, error);
  }
  if (/does not have mount targets created in all availability zones/.test(reason)) {
    return problemError('mount-targets-missing', { function: name, reason }, error);
  }
  if (/execution role does not have permissions to call \w+ on EC2/.test(reason)) {
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
  const name = own(exceptionOfStateReason, code);
  return name === undefined ? undefined : startError(Object.assign(new Error(reason), { name }), context);
}
