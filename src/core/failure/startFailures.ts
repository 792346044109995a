import { sources } from '../findings/mountSources';
import type { CauseCode } from './mountCauses';

/** What a person who checks needs to know of the function. */
export type FactName = 'role' | 'vpc' | 'subnets' | 'securityGroups' | 'accessPoint' | 'timeout';

/** One thing that keeps Lambda from starting a function that mounts a file system. */
export interface StartFailure {
  /** What Invoke throws. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
  readonly exceptions: readonly string[];
  /** What the state of a function names. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
  readonly stateReasons?: readonly string[];
  /**
   * What CreateFunction says, which it tells in words only.
   * https://repost.aws/it/questions/QUad7ebVZrRGOv96EfOCiWMw/
   * https://github.com/hashicorp/terraform-provider-aws/issues/15053
   */
  readonly refusal?: RegExp;
  /** What can be behind it, the likely ones first. */
  readonly causes: readonly CauseCode[];
  /** What of the function matters then. */
  readonly facts: readonly FactName[];
  /** Pages that say so, most specific first. */
  readonly pages: readonly string[];
}

const network = ['vpc', 'subnets', 'securityGroups', 'accessPoint'] as const;

/**
 * All of them; their sentences are in `aws/awsProblems`, their headlines in `words/mountFailureWords`. Causes
 * are in AWS's order, except for what users report more often: security groups and a zone without a mount target.
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 * https://repost.aws/knowledge-center/lambda-invoke-efs
 */
export const startFailures = {
  'efs-mount-connectivity': {
    exceptions: ['EFSMountConnectivityException'],
    stateReasons: ['EFSMountConnectivityError'],

    causes: [
      'mount-target-inbound',
      'function-outbound',
      'mount-target-missing',
      'mount-target-not-available',
      'other-network',
      'vpc-dns',
      'network-changed',
    ],
    facts: network,
    pages: [
      sources.lambdaInvokeEfs,
      sources.lambdaFileSystems,
      sources.lambdaInvokeTroubleshooting,
      sources.vpcDns,
    ],
  },
  'efs-mount-failure': {
    exceptions: ['EFSMountFailureException'],
    stateReasons: ['EFSMountFailure'],

    causes: ['root-directory-missing', 'role-denied', 'access-point-unavailable', 'execute-permission'],
    facts: ['role', 'accessPoint'],
    pages: [sources.lambdaInvokeEfs, sources.efsAccessPoints, sources.lambdaFileSystems],
  },
  'efs-mount-timeout': {
    exceptions: ['EFSMountTimeoutException'],
    stateReasons: ['EFSMountTimeout'],

    causes: ['many-connections', 'throughput-exhausted', 'mount-target-not-available'],
    facts: ['accessPoint', 'subnets'],
    pages: [sources.lambdaInvokeEfs, sources.lambdaEfs, sources.efsPerformance],
  },
  'efs-io': {
    exceptions: ['EFSIOException'],
    stateReasons: ['EFSIOError'],

    causes: ['throughput-exhausted', 'hung-call'],
    facts: ['accessPoint', 'timeout'],
    pages: [sources.lambdaInvokeEfs, sources.efsPerformance, sources.lambdaInvokeTroubleshooting],
  },
  's3files-mount-connectivity': {
    exceptions: ['S3FilesMountConnectivityException'],

    causes: [
      'mount-target-inbound',
      'function-outbound',
      'mount-target-missing',
      'mount-target-not-available',
      'other-account',
      'other-network',
      'vpc-dns',
      'network-changed',
    ],
    facts: network,
    pages: [sources.s3FilesLambda, sources.lambdaInvokeTroubleshooting, sources.vpcDns],
  },
  's3files-mount-failure': {
    exceptions: ['S3FilesMountFailureException'],

    causes: [
      'other-account',
      'role-denied',
      'access-point-unavailable',
      'root-directory-missing',
      'execute-permission',
    ],
    facts: ['role', 'accessPoint'],
    pages: [sources.s3FilesLambda, sources.lambdaInvokeTroubleshooting],
  },
  's3files-mount-timeout': {
    exceptions: ['S3FilesMountTimeoutException'],

    causes: ['many-connections', 'mount-target-not-available'],
    facts: ['accessPoint', 'subnets'],
    pages: [sources.s3FilesLambda, sources.lambdaInvokeTroubleshooting],
  },
  'mount-targets-missing': {
    exceptions: [],
    refusal: /does not have mount targets created in all availability zones/,

    causes: ['mount-target-missing'],
    facts: network,
    pages: [sources.lambdaFileSystems],
  },
  'mount-targets-not-available': {
    exceptions: [],
    refusal: /not all are in the available life cycle state/,

    causes: ['mount-target-not-available'],
    facts: network,
    pages: [sources.lambdaFileSystems],
  },
  'network-interface-not-ready': {
    exceptions: ['ENINotReadyException'],

    causes: ['interface-in-preparation'],
    facts: ['vpc', 'subnets', 'securityGroups'],
    pages: [sources.lambdaVpc],
  },
  'network-interface-limit': {
    exceptions: ['ENILimitReachedException'],
    stateReasons: ['EniLimitExceeded'],

    causes: ['interface-quota'],
    facts: ['vpc', 'subnets', 'securityGroups'],
    pages: [sources.lambdaVpc, sources.lambdaInvokeTroubleshooting],
  },
  'subnet-addresses-exhausted': {
    exceptions: ['SubnetIPAddressLimitReachedException'],
    stateReasons: ['SubnetOutOfIPAddresses'],

    causes: ['addresses-used-up'],
    facts: ['vpc', 'subnets'],
    pages: [sources.lambdaVpc, sources.lambdaInvokeTroubleshooting],
  },
  'subnet-invalid': {
    exceptions: ['InvalidSubnetIDException'],
    stateReasons: ['InvalidSubnet'],

    causes: ['subnet-deleted'],
    facts: ['vpc', 'subnets'],
    pages: [sources.lambdaVpc],
  },
  'security-group-invalid': {
    exceptions: ['InvalidSecurityGroupIDException'],
    stateReasons: ['InvalidSecurityGroup'],

    causes: ['security-group-deleted'],
    facts: ['vpc', 'securityGroups'],
    pages: [sources.lambdaVpc],
  },
  'ec2-throttled': {
    exceptions: ['EC2ThrottledException'],
    stateReasons: ['EC2RequestLimitExceeded'],
    causes: ['ec2-busy'],
    facts: ['vpc'],
    pages: [sources.lambdaInvokeTroubleshooting],
  },
  'ec2-denied': {
    exceptions: ['EC2AccessDeniedException'],
    stateReasons: ['InsufficientRolePermissions'],
    refusal: /execution role does not have permissions to call CreateNetworkInterface/,

    causes: ['role-lacks-network-permissions'],
    facts: ['role', 'vpc'],
    pages: [sources.lambdaVpc],
  },
  'ec2-failed': {
    exceptions: ['EC2UnexpectedException'],

    causes: ['ec2-trouble'],
    facts: ['vpc', 'subnets', 'securityGroups'],
    pages: [sources.lambdaInvokeTroubleshooting, sources.lambdaVpc],
  },
  'kms-failed': {
    exceptions: [
      'KMSAccessDeniedException',
      'KMSDisabledException',
      'KMSInvalidStateException',
      'KMSNotFoundException',
    ],
    stateReasons: ['DisabledKMSKey', 'InvalidStateKMSKey', 'KMSKeyAccessDenied', 'KMSKeyNotFound'],

    causes: ['key-unusable'],
    facts: ['role'],
    pages: [sources.lambdaInvokeTroubleshooting, sources.lambdaKmsErrors],
  },
  'image-unusable': {
    // Lambda has no exception for it: only the reason of a function's state tells.
    exceptions: [],
    stateReasons: ['ImageAccessDenied', 'ImageDeleted', 'InvalidImage'],

    causes: ['image-unusable'],
    facts: ['role'],
    pages: [sources.lambdaStates],
  },
  'role-not-assumable': {
    exceptions: [],
    refusal: /role defined for the function cannot be assumed by Lambda/,
    causes: ['role-trust'],
    facts: ['role'],
    pages: [sources.lambdaRole],
  },
  'function-inactive': {
    exceptions: ['ResourceNotReadyException'],
    stateReasons: ['Idle'],
    causes: ['idle'],
    facts: [],
    pages: [sources.lambdaStates],
  },
  'function-updating': {
    // Nothing ran, and it passes: after weeks without use, the code of a function is made ready anew.
    exceptions: [
      'CodeArtifactUserPendingException',
      'SnapStartNotReadyException',
      'ResourceConflictException',
    ],
    causes: ['update-in-progress'],
    facts: [],
    pages: [sources.lambdaStates],
  },
  'snapstart-failed': {
    exceptions: ['SnapStartException', 'SnapStartRegenerationFailureException', 'SnapStartTimeoutException'],

    causes: ['snapstart-with-file-system'],
    facts: ['accessPoint'],
    pages: [sources.lambdaSnapStart],
  },
  'code-invalid': {
    exceptions: [
      'CodeArtifactUserDeletedException',
      'CodeArtifactUserFailedException',
      'InvalidRuntimeException',
      'InvalidZipFileException',
    ],
    stateReasons: ['InvalidRuntime', 'InvalidZipFileException'],
    causes: ['code-unusable'],
    facts: [],
    pages: [sources.lambdaInvokeTroubleshooting],
  },
} as const satisfies Readonly<Record<string, StartFailure>>;

/** Codes of problems that are explained. */
export type FailureCode = keyof typeof startFailures;

export const failureCodes = Object.keys(startFailures) as readonly FailureCode[];
