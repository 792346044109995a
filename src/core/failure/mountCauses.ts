import type { LambdaFunction } from '../lambdaFunction';
import {
  isMode,
  isUnready,
  type AccessPoint,
  type FileSystemSetup,
  type PosixUser,
} from '../mount/fileSystemSetup';
import { mountDenial } from '../mount/fileSystemPolicy';
import { exhaustions, isWatched } from '../mount/metricFindings';
import { extremesOf, isRecent, pointsOf } from '../mount/metrics';
import { readingValue } from '../mount/reading';
import type { PathFact } from './passage';

/**
 * What the setup of the file system says about a cause that Lambda's error leaves open. Undefined where it
 * says nothing.
 */
export function judgeBySetup(
  code: CauseCode,
  target: LambdaFunction,
  setup: FileSystemSetup,
): CauseJudgement | undefined {
  return judges[code]?.(setup, target);
}

export type CauseJudgement = Omit<FailureCause, 'code'>;

type Judge = (setup: FileSystemSetup, target: LambdaFunction) => CauseJudgement | undefined;

function judgement(standing: Standing, params: FailureCause['params'] = {}): CauseJudgement {
  return { standing, params };
}

const judges: Readonly<Partial<Record<CauseCode, Judge>>> = {
  'mount-target-inbound': setup => withGroups(setup),
  'function-outbound': setup => withGroups(setup),
  'mount-target-missing': ({ fileSystem, mountTargets }, { subnetIds }) => {
    const targets = readingValue(mountTargets);
    if (!targets) {
      return undefined;
    }
    if (targets.length === 0) {
      return judgement('certain', { withoutAny: readingValue(fileSystem)?.id ?? '' });
    }
    // Which zone a subnet is in, EFS tells only of those that have a mount target.
    const without = subnetIds.filter(subnet => !targets.some(({ subnetId }) => subnetId === subnet));
    const zones = [...new Set(targets.flatMap(({ zone, zoneId }) => zone ?? zoneId ?? []))].join(', ');
    return without.length === 0
      ? judgement('ruled-out', { zones })
      : judgement('likely', { without: without.join(', '), zones });
  },
  'mount-target-not-available': ({ mountTargets }, { subnetIds }) => {
    const targets = readingValue(mountTargets) ?? [];
    const waiting = targets.filter(({ lifeCycleState }) => isUnready(lifeCycleState));
    if (waiting.length === 0) {
      return targets.length === 0 ? undefined : judgement('ruled-out');
    }
    const isOf = (ids: readonly string[]) => waiting.some(({ subnetId }) => ids.includes(subnetId));
    // One that another zone waits for proves nothing; nor does one of theirs, where another of theirs is ready.
    const isTheirs =
      isOf(subnetIds) && (waiting.length === targets.length || subnetIds.every(id => isOf([id])));
    return judgement(isTheirs ? 'certain' : 'indicated', {
      targets: waiting.map(({ id }) => id).join(', '),
      state: [...new Set(waiting.map(({ lifeCycleState }) => lifeCycleState))].join(', '),
    });
  },
  'other-network': ({ mountTargets }, { vpcId }) => {
    const vpcs = new Set(readingValue(mountTargets)?.flatMap(({ vpcId: vpc }) => vpc ?? []));
    if (vpcs.size === 0 || vpcId === undefined) {
      return undefined;
    }
    return vpcs.has(vpcId)
      ? judgement('likely', { sameVpc: vpcId })
      : judgement('indicated', { otherVpc: [...vpcs].join(', ') });
  },
  'root-directory-missing': ({ accessPoint }) => {
    const rootDirectory = readingValue(accessPoint)?.rootDirectory;
    if (!rootDirectory) {
      return undefined;
    }
    const { creationInfo, path } = rootDirectory;
    return path === '/' || creationInfo ? judgement('ruled-out', { path }) : judgement('indicated', { path });
  },
  'role-denied': (setup, target) => {
    const hasPolicy = readingValue(setup.policy);
    if (hasPolicy === undefined) {
      return undefined;
    }
    const denial = mountDenial(setup, target);
    if (denial) {
      return judgement('certain', { policy: 'denies', statement: denial.sid });
    }
    // S3 Files always ask IAM; EFS only where the file system has a policy.
    return target.fileSystem.kind === 's3files'
      ? judgement('likely', { policy: hasPolicy ? 'own' : 'none' })
      : hasPolicy
        ? judgement('indicated')
        : judgement('ruled-out');
  },
  'access-point-unavailable': ({ accessPoint, fileSystem }, target) => {
    const point = readingValue(accessPoint);
    const system = readingValue(fileSystem);
    // AWS tells only of those of the account that asks, and Lambda mounts those of others too.
    if ((point === null || system === null) && isOfOtherAccount(target)) {
      return undefined;
    }
    if (point === null) {
      return judgement('certain', { missing: 'access-point' });
    }
    if (system === null) {
      return judgement('certain', { missing: 'file-system' });
    }
    const states = [point?.lifeCycleState, system?.lifeCycleState];
    const unready = states.find(state => state !== undefined && isUnready(state));
    return unready !== undefined
      ? judgement('certain', { state: unready, message: system?.stateMessage ?? '' })
      : states.every(state => state !== undefined)
        ? judgement('ruled-out')
        : undefined;
  },
  'execute-permission': ({ accessPoint, policy }, { fileSystem }) => {
    const point = readingValue(accessPoint);
    // Without a policy EFS squashes no root, and root enters every directory.
    if (fileSystem.kind === 'efs' && point?.posixUser?.uid === 0 && readingValue(policy) === false) {
      return judgement('ruled-out', { user: 'root' });
    }
    const creationInfo = point?.rootDirectory.creationInfo;
    return creationInfo && mayEnter(creationInfo, point?.posixUser) === false
      ? judgement('indicated', { permissions: creationInfo.permissions })
      : undefined;
  },
  'many-connections': ({ metrics }) => {
    const read = readingValue(metrics);
    const points = read && pointsOf(read, 'ClientConnections');
    const day = points && extremesOf(points);
    // What was hours ago proves nothing of now.
    const now = points && extremesOf(points.filter(point => isRecent(point, read)));
    if (!day || !now) {
      return undefined;
    }
    const most = Math.round(now.highest[1]);
    if (most >= MOST_CONNECTIONS) {
      return judgement('certain', { most });
    }
    const mostOfDay = Math.round(day.highest[1]);
    return judgement(mostOfDay < NO_BURST_OF_CONNECTIONS ? 'ruled-out' : 'likely', { most: mostOfDay });
  },
  'throughput-exhausted': ({ fileSystem, metrics }) => {
    const system = readingValue(fileSystem);
    const read = readingValue(metrics);
    const exhaustion = read && exhaustions(read, system).find(({ now }) => now);
    if (exhaustion) {
      return judgement('certain', { seen: exhaustion.code, size: system?.sizeBytes ?? '' });
    }
    if (read && isWatched(read, system)) {
      return judgement('ruled-out', { seen: 'none' });
    }
    switch (system?.throughputMode) {
      case 'elastic':
        return judgement('ruled-out');
      case 'bursting':
        return judgement('indicated', { mode: 'bursting', size: system.sizeBytes ?? '' });
      case 'provisioned':
        return judgement('likely', { mode: 'provisioned', mibps: system.provisionedMibps ?? '' });
      default:
        return undefined;
    }
  },
};

export function isOfOtherAccount({ accountId, fileSystem }: LambdaFunction): boolean {
  const account = fileSystem.arn.split(':')[4];
  return Boolean(account && accountId) && account !== accountId;
}

/** https://docs.aws.amazon.com/efs/latest/ug/limits.html */
const MOST_CONNECTIONS = 25_000;

/** 3,000 new ones within a minute make an average of this many over five. */
const NO_BURST_OF_CONNECTIONS = 600;

function withGroups({ mountTargets }: FileSystemSetup): CauseJudgement | undefined {
  const groups = new Set(
    readingValue(mountTargets)?.flatMap(({ securityGroups }) => readingValue(securityGroups) ?? []),
  );
  return groups.size === 0 ? undefined : judgement('likely', { targetGroups: [...groups].join(', ') });
}

/** Whether the permissions with which EFS creates the root directory let the access point's user in. */
function mayEnter(
  owner: NonNullable<AccessPoint['rootDirectory']['creationInfo']>,
  user: PosixUser | undefined,
): boolean | undefined {
  if (!user || !isMode(owner.permissions)) {
    return undefined;
  }
  const { gid, secondaryGids, uid } = user;
  // Whether somebody is owner or of the group is not known of ids that were not told.
  const known = [uid, gid, owner.uid, owner.gid];
  if (uid === 0 || known.some(id => id === undefined)) {
    return undefined;
  }
  const mode = Number.parseInt(owner.permissions, 8);
  const groups: readonly (number | undefined)[] = [gid, ...secondaryGids];
  const bit = uid === owner.uid ? 0o100 : groups.includes(owner.gid) ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

export type CauseCode =
  | 'mount-target-inbound'
  | 'function-outbound'
  | 'mount-target-missing'
  | 'mount-target-not-available'
  | 'other-network'
  | 'vpc-dns'
  | 'network-changed'
  | 'root-directory-missing'
  | 'role-denied'
  | 'access-point-unavailable'
  | 'execute-permission'
  | 'other-account'
  | 'many-connections'
  | 'throughput-exhausted'
  | 'hung-call'
  | 'interface-in-preparation'
  | 'interface-quota'
  | 'addresses-used-up'
  | 'subnet-deleted'
  | 'security-group-deleted'
  | 'ec2-busy'
  | 'role-lacks-network-permissions'
  | 'ec2-trouble'
  | 'key-unusable'
  | 'role-replaced'
  | 'image-unusable'
  | 'role-trust'
  | 'role-tied-to-function'
  | 'idle'
  | 'update-in-progress'
  | 'snapstart-with-file-system'
  | 'code-unusable';

/** All but `likely` come from what was read of the function or of its file system; `indicated` is short of a proof. */
export type Standing = 'certain' | 'indicated' | 'likely' | 'ruled-out';

export interface FailureCause {
  readonly code: CauseCode;
  readonly standing: Standing;
  /**
   * What was read about it, for the words and for what mends it: where the network was read, `fileSystem`,
   * `functionGroups`, `targetGroups` (both with commas), `subnet`, `zone` and `vpc`. Untrusted text.
   */
  readonly params?: Readonly<Record<string, string | number>>;
  /** What of the network says so. */
  readonly fact?: PathFact;
}
