import { judgeBySetup, type CauseCode, type FailureCause } from '../failure/mountCauses';
import type { MountFailure } from '../failure/mountFailure';
import { mountPath } from '../failure/mountPath';
import { judgeByPath } from '../failure/networkCauses';
import type { Finding } from '../findings/finding';
import type { MountFindingCode } from '../findings/findingCodes';
import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { createAccessPoint, elasticThroughput, moreThroughput } from './fileSystemFixes';
import type { Fix } from './fix';
import type { FixContext } from './fixContext';
import {
  addFileSystemAgain,
  addSubnet,
  correctSecurityGroups,
  correctSubnets,
  enableKey,
  limitConcurrency,
  moreEphemeralStorage,
  raiseInterfaceQuota,
  renewRole,
  turnSnapStartOff,
  updateImage,
} from './functionFixes';
import {
  allowInNetworkAcl,
  allowInbound,
  allowOutbound,
  createMountTargets,
  resolveNames,
} from './networkFixes';
import {
  allowBucketInRole,
  allowInFileSystemPolicy,
  allowInRole,
  allowNetworkInterfaces,
  asksIam,
  trustLambda,
} from './permissionFixes';

/** A fix, where there is one for this function. */
type Recipe = (context: FixContext) => Fix | undefined;

const throughput: readonly Recipe[] = [elasticThroughput, moreThroughput];
const permission: readonly Recipe[] = [allowInRole, allowInFileSystemPolicy];

const ofCauses: Readonly<Partial<Record<CauseCode, readonly Recipe[]>>> = {
  'mount-target-inbound': [allowInbound],
  'function-outbound': [allowOutbound],
  'mount-target-missing': [createMountTargets],
  'other-network': [allowInNetworkAcl],
  'vpc-dns': [resolveNames],
  'network-changed': [addFileSystemAgain],
  'root-directory-missing': [createAccessPoint],
  // What is denied, no permission of the role allows.
  'role-denied': [
    ({ params, ...context }) =>
      params['policy'] === 'denies' ? undefined : allowInRole({ params, ...context }),
    allowInFileSystemPolicy,
  ],
  // A file system that is gone is not made again by a line.
  'access-point-unavailable': [
    ({ params, ...context }) =>
      params['missing'] === 'access-point' ? createAccessPoint({ params, ...context }) : undefined,
  ],
  'many-connections': [limitConcurrency],
  'throughput-exhausted': throughput,
  'interface-quota': [raiseInterfaceQuota],
  'addresses-used-up': [addSubnet],
  'subnet-deleted': [correctSubnets],
  'security-group-deleted': [correctSecurityGroups],
  'role-lacks-network-permissions': [allowNetworkInterfaces],
  'key-unusable': [enableKey],
  'role-replaced': [renewRole],
  'image-unusable': [updateImage],
  'role-trust': [trustLambda],
  'snapstart-with-file-system': [turnSnapStartOff],
};

/** Of a finding that may have several causes: nothing for one that is ruled out. */
function against(cause: CauseCode, ...recipes: readonly Recipe[]): readonly Recipe[] {
  return recipes.map(recipe => context => (isRuledOut(cause, context) ? undefined : recipe(context)));
}

const ofFindings: Readonly<Partial<Record<MountFindingCode, readonly Recipe[]>>> = {
  'read-only-mount': permission.map(
    (recipe): Recipe =>
      context =>
        asksIam(context) === false ? undefined : recipe(context),
  ),
  'mount-unresponsive': [
    ...against('mount-target-inbound', allowInbound),
    ...against('throughput-exhausted', ...throughput),
  ],
  'major-timeouts': against('throughput-exhausted', ...throughput),
  'tmp-nearly-full': [moreEphemeralStorage],
  'burst-credits-used-up': throughput,
  'io-limit-reached': throughput,
  'throughput-used-up': throughput,
  'exports-failed': [allowBucketInRole],
  'imports-failed': [allowBucketInRole],
};

function isRuledOut(cause: CauseCode, { setup, target }: FixContext): boolean {
  const judged =
    (setup?.network && judgeByPath(cause, target, setup, mountPath(target, setup))) ??
    (setup && judgeBySetup(cause, target, setup));
  return judged?.standing === 'ruled-out';
}

/** What puts a cause right, the best first. Nothing for one that is ruled out, or that passes by itself. */
export function fixesForCause(
  { code, fact, params = {}, standing }: FailureCause,
  target: LambdaFunction,
  setup?: FileSystemSetup,
): readonly Fix[] {
  const isPinned = fact !== undefined && (standing === 'certain' || standing === 'indicated');
  return standing === 'ruled-out' ? [] : made(ofCauses[code], { target, setup, params, fact, isPinned });
}

/**
 * What puts a failure right, by its causes. Beside a cause that is certain, nothing for those of which nothing is known:
 * what is copied would have gaps to fill in, and might allow what nobody needs.
 */
export function fixesForFailure(
  { causes, target }: Pick<MountFailure, 'causes' | 'target'>,
  setup?: FileSystemSetup,
): ReadonlyMap<CauseCode, readonly Fix[]> {
  const isCertain = causes.some(({ standing }) => standing === 'certain');
  const worthIt = causes.filter(({ standing }) => !isCertain || standing !== 'likely');
  return new Map(worthIt.map(cause => [cause.code, fixesForCause(cause, target, setup)]));
}

/** Nothing where Lambda alone decides. */
export function fixesForFinding(
  { code, params = {} }: Finding<MountFindingCode>,
  target: LambdaFunction,
  setup?: FileSystemSetup,
): readonly Fix[] {
  return made(ofFindings[code], { target, setup, params });
}

function made(recipes: readonly Recipe[] = [], context: FixContext): readonly Fix[] {
  return recipes.flatMap(recipe => recipe(context) ?? []);
}
