import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';
import type { CauseCode, CauseJudgement, FailureCause } from './mountCauses';
import { throughLane, type Lane, type MountPath } from './mountPath';
import { passage, type Passage } from './passage';

/**
 * What the network between function and mount targets says about a cause. Undefined where it says nothing.
 * @param setup the one that the path was made of
 */
export function judgeByPath(
  code: CauseCode,
  target: LambdaFunction,
  setup: FileSystemSetup,
  path: MountPath,
): CauseJudgement | undefined {
  const judged = judges[code]?.(path);
  if (!judged) {
    return undefined;
  }
  const { fact, lane, standing } = judged;
  return { standing, fact, params: idsFor(target, setup, lane) };
}

interface Judged extends Omit<CauseJudgement, 'params'> {
  /** The lane that says so. */
  readonly lane?: Lane;
}

const judges: Readonly<Partial<Record<CauseCode, (path: MountPath) => Judged | undefined>>> = {
  'function-outbound': ({ lanes }) => byPart(lanes, ({ outbound }) => outbound),
  'mount-target-inbound': ({ lanes }) => byPart(lanes, ({ inbound }) => inbound),
  'other-network': ({ lanes }) => byPart(lanes, ({ between }) => between),
  'mount-target-missing': ({ lanes }) => byPart(lanes, ({ targetThere }) => targetThere),
  'mount-target-not-available': ({ lanes }) => byPart(lanes, ({ targetReady }) => targetReady),
  'vpc-dns': ({ lanes, names: { fact, state } }) => {
    if (state !== 'closed') {
      return { standing: state === 'open' ? 'ruled-out' : 'likely', fact };
    }
    // Lambda mounts over VPC peering, where no such name resolves: that names do not resolve is no proof there.
    const isInVpc = lanes.every(({ target }) => target !== undefined && target.vpcId === fact.params['vpc']);
    return { standing: isInVpc && isOpen(lanes) ? 'certain' : 'indicated', fact };
  },
  'network-changed': ({ lanes, names }) =>
    isOpen(lanes) && names.state !== 'closed'
      ? { standing: 'indicated', fact: passage('open', 'all-open').fact }
      : undefined,
  'hung-call': ({ lanes }) => {
    const closed = lanes.map(throughLane).filter(({ state }) => state === 'closed');
    const [first] = closed;
    return first && { standing: closed.length === lanes.length ? 'certain' : 'indicated', fact: first.fact };
  },
};

function isOpen(lanes: readonly Lane[]): boolean {
  return lanes.length > 0 && lanes.every(lane => throughLane(lane).state === 'open');
}

/**
 * By one part of each lane. Where it is closed in some, and all others are open from end to end, it was one of those
 * that failed.
 */
function byPart(lanes: readonly Lane[], partOf: (lane: Lane) => Passage | undefined): Judged | undefined {
  const parts = lanes.flatMap(lane => {
    const part = partOf(lane);
    return part ? [{ lane, part }] : [];
  });
  const closed = parts.filter(({ part }) => part.state === 'closed');
  const [first] = closed;
  if (first) {
    const rest = lanes.filter(lane => closed.every(other => other.lane !== lane));
    const isProved = rest.every(lane => throughLane(lane).state === 'open');
    return { standing: isProved ? 'certain' : 'indicated', fact: first.part.fact, lane: first.lane };
  }
  const [any] = parts;
  const doubtful = parts.find(({ part }) => part.state === 'unknown');
  if (doubtful) {
    return { standing: 'likely', fact: doubtful.part.fact, lane: doubtful.lane };
  }
  return any && { standing: 'ruled-out', fact: any.part.fact, lane: any.lane };
}

/** What whoever mends it has to name: ids of the lane that is closed, or of all. */
function idsFor(
  { fileSystem, securityGroupIds, subnetIds, vpcId }: LambdaFunction,
  setup: FileSystemSetup,
  lane: Lane | undefined,
): NonNullable<FailureCause['params']> {
  const targets = lane?.target ? [lane.target] : (readingValue(setup.mountTargets) ?? []);
  const groups = targets.flatMap(({ securityGroups }) => readingValue(securityGroups) ?? []);
  const ids = {
    fileSystem: readingValue(setup.fileSystem)?.id ?? fileSystem.fileSystemId ?? '',
    functionGroups: securityGroupIds.join(', '),
    targetGroups: [...new Set(groups)].join(', '),
    subnet: lane?.subnetId ?? subnetIds[0] ?? '',
    zone: lane?.zone ?? '',
    vpc: vpcId ?? '',
  };
  return Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== ''));
}
