import { sources } from '../findings/mountSources';
import type { FailureCode } from './startFailures';
import type { CauseCode } from './mountCauses';

/** Why a cause of a failure is certain. Everything else that is said of a cause is short of that. */
export interface CauseProof {
  readonly cause: CauseCode;
  /** Lambda's error itself, where it leaves no other cause, or what was read of function and file system. */
  readonly by: 'error' | 'configuration';
  readonly evidence: string;
  readonly source: string;
}

const errors = sources.lambdaInvokeTroubleshooting;

const noMountTarget: CauseProof = {
  cause: 'mount-target-missing',
  by: 'configuration',
  evidence:
    'DescribeMountTargets, or ListMountTargets of S3 Files, lists none for the file system, or none in the zone of a subnet while all other subnets have an open way to theirs.',
  source: sources.lambdaFileSystems,
};
const mountTargetsUnready: CauseProof = {
  cause: 'mount-target-not-available',
  by: 'configuration',
  evidence:
    'The mount target in a subnet of the function takes no connection in its state, and no other that the function could use is ready.',
  source: sources.lambdaFileSystems,
};
const outboundClosed: CauseProof = {
  cause: 'function-outbound',
  by: 'configuration',
  evidence:
    'No outbound rule of the function’s security groups lets TCP 2049 to the mount target of any of its zones, or of one where all others are open.',
  source: sources.lambdaFileSystems,
};
const inboundClosed: CauseProof = {
  cause: 'mount-target-inbound',
  by: 'configuration',
  evidence:
    'No inbound rule of the mount targets’ security groups lets TCP 2049 in from the function, in any of its zones, or in one where all others are open.',
  source: sources.lambdaFileSystems,
};
const betweenClosed: CauseProof = {
  cause: 'other-network',
  by: 'configuration',
  evidence:
    'A network ACL keeps out TCP 2049 or its answers, or a route between the VPCs is missing, for any of the function’s subnets, or for one where all others are open.',
  source: sources.networkAcls,
};
const cutOff: CauseProof = {
  cause: 'hung-call',
  by: 'configuration',
  evidence:
    'From none of the function’s subnets packets get to a mount target that takes them: a network ACL or a missing route keeps them out, or the mount target is gone or not ready. A security group is no proof, as it goes on with connections that it tracks.',
  source: sources.lambdaInvokeEfs,
};
const otherAccount: CauseProof = {
  cause: 'other-account',
  by: 'configuration',
  evidence: 'The ARNs name two accounts, and Lambda mounts S3 Files of its own account alone.',
  source: sources.s3FilesLambda,
};
const accessPointGone: CauseProof = {
  cause: 'access-point-unavailable',
  by: 'configuration',
  evidence:
    'EFS or S3 Files answer in the access point’s own account that it, or its file system, does not exist or is not available.',
  source: sources.lambdaInvokeEfs,
};
const mountingDenied: CauseProof = {
  cause: 'role-denied',
  by: 'configuration',
  evidence:
    'A statement of the file system’s policy denies ClientMount to the function’s role, to its account or to everybody, under no condition or under one that a mount by Lambda fulfils.',
  source: sources.policyEvaluation,
};

const throughputUsedUp: CauseProof = {
  cause: 'throughput-exhausted',
  by: 'configuration',
  evidence:
    'CloudWatch tells of the last half hour that BurstCreditBalance is at its end, PercentIOLimit at 100, or MeteredIOBytes at PermittedThroughput.',
  source: sources.efsMetrics,
};
const connectionsUsedUp: CauseProof = {
  cause: 'many-connections',
  by: 'configuration',
  evidence: 'CloudWatch counts as many ClientConnections as a file system takes.',
  source: sources.efsMetrics,
};

const networkClosed = [outboundClosed, inboundClosed, betweenClosed];

/** What Lambda's error says by itself. */
function byError(cause: CauseCode, evidence: string, source: string = errors): readonly CauseProof[] {
  return [{ cause, by: 'error', evidence, source }];
}

/** All that proves causes of a failure. A failure that has none here is never explained with certainty. */
export const causeProofs: Readonly<Partial<Record<FailureCode, readonly CauseProof[]>>> = {
  'efs-mount-connectivity': [noMountTarget, mountTargetsUnready, ...networkClosed],
  's3files-mount-connectivity': [otherAccount, noMountTarget, mountTargetsUnready, ...networkClosed],
  'efs-mount-failure': [accessPointGone, mountingDenied],
  'efs-mount-timeout': [throughputUsedUp, connectionsUsedUp],
  'efs-io': [throughputUsedUp, cutOff],
  's3files-mount-failure': [otherAccount, accessPointGone, mountingDenied],
  's3files-mount-timeout': [connectionsUsedUp],
  'mount-targets-missing': byError(
    'mount-target-missing',
    'CreateFunction is refused with “does not have mount targets created in all availability zones”.',
    sources.lambdaFileSystems,
  ),
  'mount-targets-not-available': byError(
    'mount-target-not-available',
    'CreateFunction is refused with “not all are in the available life cycle state”.',
    sources.lambdaFileSystems,
  ),
  'network-interface-not-ready': byError(
    'interface-in-preparation',
    'ENINotReadyException: the network interface is still being created.',
  ),
  'network-interface-limit': byError(
    'interface-quota',
    'ENILimitReachedException: the limit of network interfaces is reached.',
  ),
  'subnet-addresses-exhausted': byError(
    'addresses-used-up',
    'SubnetIPAddressLimitReachedException: a subnet has no available IP address.',
  ),
  'subnet-invalid': byError('subnet-deleted', 'InvalidSubnetIDException: the id of a subnet is not valid.'),
  'security-group-invalid': byError(
    'security-group-deleted',
    'InvalidSecurityGroupIDException: the id of a security group is not valid.',
  ),
  'ec2-throttled': byError('ec2-busy', 'EC2ThrottledException: EC2 throttled what Lambda asked of it.'),
  'ec2-denied': byError(
    'role-lacks-network-permissions',
    'EC2AccessDeniedException: the role lacks what the VPC configuration needs. Not of a temporary probe, which is another function.',
    sources.lambdaVpc,
  ),
  'ec2-failed': byError(
    'ec2-trouble',
    'EC2UnexpectedException: EC2 failed in a way that Lambda does not know.',
  ),
  'kms-failed': byError(
    'key-unusable',
    'KMS… exceptions: the key is disabled, gone, in another state, or denied to the role. Not where KMS takes the role for another one.',
    sources.lambdaKmsErrors,
  ),
  'image-unusable': byError(
    'image-unusable',
    'The state’s reason is ImageDeleted, ImageAccessDenied or InvalidImage.',
    sources.lambdaStates,
  ),
  'role-not-assumable': byError(
    'role-trust',
    'Lambda says that the role cannot be assumed. Not of a temporary probe, which is another function.',
    sources.lambdaRole,
  ),
  'function-inactive': byError(
    'idle',
    'ResourceNotReadyException or the state’s reason Idle: the function was inactive.',
    sources.lambdaStates,
  ),
  'function-updating': byError(
    'update-in-progress',
    'ResourceConflictException, CodeArtifactUserPendingException or SnapStartNotReadyException: Lambda is at work on it.',
    sources.lambdaStates,
  ),
  'code-invalid': byError(
    'code-unusable',
    'InvalidRuntime, InvalidZipFile, CodeArtifactUserDeleted or CodeArtifactUserFailed: Lambda cannot use code or runtime.',
  ),
};

export function isProved(failure: FailureCode, cause: CauseCode, by: CauseProof['by']): boolean {
  return causeProofs[failure]?.some(proof => proof.cause === cause && proof.by === by) ?? false;
}
