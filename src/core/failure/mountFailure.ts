import { isProved } from './causeProofs';
import type { FailureCode } from './failureCode';
import type { CauseCode, CauseJudgement, FailureCause, Standing } from './mountCauses';
import type { LambdaFunction } from '../lambdaFunction';
import type { Problem } from '../humanError';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { isOfOtherAccount, judgeBySetup } from './mountCauses';
import { sources } from '../findings/mountSources';

/** What a person who checks needs to know of the function. */
export type FactName = 'role' | 'vpc' | 'subnets' | 'securityGroups' | 'accessPoint' | 'timeout';

/** Why a function could not be started, as data; its words are in `words/mountFailure`. */
export interface MountFailure {
  readonly code: FailureCode;
  /** Lambda's own words, where it said any. Untrusted text. */
  readonly reason?: string;
  readonly target: LambdaFunction;
  /** Those that are certain first, those that are ruled out last, otherwise the likely ones first. */
  readonly causes: readonly FailureCause[];
  /** What of the function matters here. */
  readonly facts: readonly FactName[];
  /** Pages that say so, most specific first. */
  readonly sources: readonly string[];
}

/** Undefined for a problem that has no more to it than its sentence. */
export function explainFailure(
  { code, params }: Problem,
  target: LambdaFunction,
  setup?: FileSystemSetup,
): MountFailure | undefined {
  if (!Object.hasOwn(failures, code)) {
    return undefined;
  }
  const known = code as FailureCode;
  const { causes: ofAnyFunction, facts, pages } = failures[known];
  const { reason, way } = params;
  // It has the role of the function, and is another function.
  const causes = [
    ...(way === 'temporary-probe' ? (causesOfTemporaryProbe[known] ?? []) : []),
    ...(known === 'kms-failed' && TOKEN_INVALID.test(String(reason)) ? (['role-replaced'] as const) : []),
    ...ofAnyFunction,
  ];
  // What Lambda's error proves, it proves of one cause.
  const alone = causes.length === 1;
  return {
    code: known,
    ...(typeof reason === 'string' && reason !== '' && { reason }),
    target,
    causes: causes
      .flatMap(cause => judge({ failure: known, cause, alone }, target, setup) ?? [])
      .toSorted((a, b) => standingOrder[a.standing] - standingOrder[b.standing]),
    facts,
    sources: pages,
  };
}

const causesOfTemporaryProbe: Readonly<Partial<Record<FailureCode, readonly CauseCode[]>>> = {
  'ec2-denied': ['role-tied-to-function'],
  'efs-mount-failure': ['role-tied-to-function'],
  'role-not-assumable': ['role-tied-to-function'],
  's3files-mount-failure': ['role-tied-to-function'],
};

const standingOrder: Record<Standing, number> = { certain: 0, indicated: 1, likely: 2, 'ruled-out': 3 };

/** KMS's words where a role was deleted and made again under its name: {@link sources.lambdaKmsErrors}. */
const TOKEN_INVALID = /UnrecognizedClientException|security token included in the request is invalid/;

interface Suspicion {
  readonly failure: FailureCode;
  readonly cause: CauseCode;
  /** Whether it is the only cause. */
  readonly alone: boolean;
}

function judge(
  { alone, cause, failure }: Suspicion,
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
): FailureCause | undefined {
  const judged: CauseJudgement = judgeTarget(cause, target) ??
    (setup && judgeBySetup(cause, target, setup)) ?? { standing: 'likely' };
  if (cause === 'other-account' && judged.standing === 'likely') {
    return undefined;
  }
  if (alone && isProved(failure, cause, 'error')) {
    return { code: cause, ...judged, standing: 'certain' };
  }
  const isUnproved = judged.standing === 'certain' && !isProved(failure, cause, 'configuration');
  return { code: cause, ...judged, ...(isUnproved && { standing: 'indicated' }) };
}

/** What the function's own configuration says, whatever was read of the file system. */
function judgeTarget(cause: CauseCode, target: LambdaFunction): CauseJudgement | undefined {
  return cause === 'other-account' && isOfOtherAccount(target)
    ? { standing: 'certain', params: { account: target.fileSystem.arn.split(':')[4] ?? '' } }
    : undefined;
}

interface FailureFacts {
  readonly causes: readonly CauseCode[];
  readonly facts: readonly FactName[];
  readonly pages: readonly string[];
}

const network = ['vpc', 'subnets', 'securityGroups', 'accessPoint'] as const;

/**
 * In AWS's order, except for what users report more often: security groups and a zone without a mount target.
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 * https://repost.aws/knowledge-center/lambda-invoke-efs
 */
const failures: Readonly<Record<FailureCode, FailureFacts>> = {
  'efs-mount-connectivity': {
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
    causes: ['root-directory-missing', 'role-denied', 'access-point-unavailable', 'execute-permission'],
    facts: ['role', 'accessPoint'],
    pages: [sources.lambdaInvokeEfs, sources.efsAccessPoints, sources.lambdaFileSystems],
  },
  'efs-mount-timeout': {
    causes: ['many-connections', 'throughput-exhausted', 'mount-target-not-available'],
    facts: ['accessPoint', 'subnets'],
    pages: [sources.lambdaInvokeEfs, sources.lambdaEfs, sources.efsPerformance],
  },
  'efs-io': {
    causes: ['throughput-exhausted', 'hung-call'],
    facts: ['accessPoint', 'timeout'],
    pages: [sources.lambdaInvokeEfs, sources.efsPerformance, sources.lambdaInvokeTroubleshooting],
  },
  's3files-mount-connectivity': {
    causes: [
      'mount-target-inbound',
      'function-outbound',
      'mount-target-missing',
      'other-account',
      'other-network',
      'vpc-dns',
      'network-changed',
    ],
    facts: network,
    pages: [sources.s3FilesLambda, sources.lambdaInvokeTroubleshooting, sources.vpcDns],
  },
  's3files-mount-failure': {
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
    causes: ['many-connections', 'mount-target-not-available'],
    facts: ['accessPoint', 'subnets'],
    pages: [sources.s3FilesLambda, sources.lambdaInvokeTroubleshooting],
  },
  'mount-targets-missing': {
    causes: ['mount-target-missing'],
    facts: network,
    pages: [sources.lambdaFileSystems],
  },
  'mount-targets-not-available': {
    causes: ['mount-target-not-available'],
    facts: network,
    pages: [sources.lambdaFileSystems],
  },
  'network-interface-not-ready': {
    causes: ['interface-in-preparation'],
    facts: ['vpc', 'subnets', 'securityGroups'],
    pages: [sources.lambdaVpc],
  },
  'network-interface-limit': {
    causes: ['interface-quota'],
    facts: ['vpc', 'subnets', 'securityGroups'],
    pages: [sources.lambdaVpc, sources.lambdaInvokeTroubleshooting],
  },
  'subnet-addresses-exhausted': {
    causes: ['addresses-used-up'],
    facts: ['vpc', 'subnets'],
    pages: [sources.lambdaVpc, sources.lambdaInvokeTroubleshooting],
  },
  'subnet-invalid': {
    causes: ['subnet-deleted'],
    facts: ['vpc', 'subnets'],
    pages: [sources.lambdaVpc],
  },
  'security-group-invalid': {
    causes: ['security-group-deleted'],
    facts: ['vpc', 'securityGroups'],
    pages: [sources.lambdaVpc],
  },
  'ec2-throttled': { causes: ['ec2-busy'], facts: ['vpc'], pages: [sources.lambdaInvokeTroubleshooting] },
  'ec2-denied': {
    causes: ['role-lacks-network-permissions'],
    facts: ['role', 'vpc'],
    pages: [sources.lambdaVpc],
  },
  'ec2-failed': {
    causes: ['ec2-trouble'],
    facts: ['vpc', 'subnets', 'securityGroups'],
    pages: [sources.lambdaInvokeTroubleshooting, sources.lambdaVpc],
  },
  'kms-failed': {
    causes: ['key-unusable'],
    facts: ['role'],
    pages: [sources.lambdaInvokeTroubleshooting, sources.lambdaKmsErrors],
  },
  'image-unusable': {
    causes: ['image-unusable'],
    facts: ['role'],
    pages: [sources.lambdaStates],
  },
  'role-not-assumable': { causes: ['role-trust'], facts: ['role'], pages: [sources.lambdaRole] },
  'function-inactive': { causes: ['idle'], facts: [], pages: [sources.lambdaStates] },
  'function-updating': { causes: ['update-in-progress'], facts: [], pages: [sources.lambdaStates] },
  'snapstart-failed': {
    causes: ['snapstart-with-file-system'],
    facts: ['accessPoint'],
    pages: [sources.lambdaSnapStart],
  },
  'code-invalid': { causes: ['code-unusable'], facts: [], pages: [sources.lambdaInvokeTroubleshooting] },
};
