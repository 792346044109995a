import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';
import type { CauseCode, CauseJudgement, FailureCause, Standing } from './mountCauses';
import { passagesOf, throughLane, type Lane, type MountPath } from './mountPath';
import { passage, type Openness, type Passage } from './passage';

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
  const { fact, lanes = [], standing } = judged;
  return { standing, fact, params: idsFor(target, setup, lanes) };
}

interface Judged extends Omit<CauseJudgement, 'params'> {
  /** Those that say so; the fact is of the first. */
  readonly lanes?: readonly Lane[];
}

const judges: Readonly<Partial<Record<CauseCode, (path: MountPath) => Judged | undefined>>> = {
  'function-outbound': ({ lanes }) => byPart(lanes, ({ outbound }) => outbound),
  'mount-target-inbound': ({ lanes }) => byPart(lanes, ({ inbound }) => inbound),
  'other-network': ({ lanes }) => byPart(lanes, ({ between }) => between),
  'mount-target-missing': ({ lanes }) => byPart(lanes, ({ targetThere }) => targetThere),
  'mount-target-not-available': ({ lanes }) => byPart(lanes, ({ targetReady }) => targetReady),
  // Lambda asks nobody for names that resolve, and mounts over VPC peering, where they do not: that is no proof.
  'vpc-dns': ({ names: { fact, state } }) => ({ standing: standingOfNames[state], fact }),
  'network-changed': ({ lanes }) =>
    isOpen(lanes) ? { standing: 'indicated', fact: passage('open', 'all-open').fact } : undefined,
  'hung-call': ({ lanes }) => {
    const closed = lanes.map(lane => passagesOf(lane).filter(({ state }) => state === 'closed'));
    const cut = closed.flatMap(parts => parts.find(endsConnections) ?? []);
    if (cut[0] && cut.length === lanes.length) {
      return { standing: 'certain', fact: cut[0].fact };
    }
    const [first] = closed.flat();
    return first && { standing: 'indicated', fact: first.fact };
  },
};

const standingOfNames: Readonly<Record<Openness, Standing>> = {
  open: 'ruled-out',
  closed: 'indicated',
  unknown: 'likely',
};

/**
 * A connection that a security group tracks goes on when the rule that let it in is taken away.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
 */
function endsConnections({ fact }: Passage): boolean {
  return fact.code !== 'no-rule';
}

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
    return {
      standing: isProved ? 'certain' : 'indicated',
      fact: first.part.fact,
      lanes: closed.map(({ lane }) => lane),
    };
  }
  const [any] = parts;
  const doubtful = parts.find(({ part }) => part.state === 'unknown');
  if (doubtful) {
    return { standing: 'likely', fact: doubtful.part.fact, lanes: [doubtful.lane] };
  }
  return any && { standing: 'ruled-out', fact: any.part.fact, lanes: [any.lane] };
}

/** What whoever mends it has to name: of the mount targets of the lanes that are closed, or of all. */
function idsFor(
  { fileSystem, securityGroupIds, subnetIds, vpcId }: LambdaFunction,
  setup: FileSystemSetup,
  lanes: readonly Lane[],
): NonNullable<FailureCause['params']> {
  const [lane] = lanes;
  const ofLanes = lanes.flatMap(({ target }) => target ?? []);
  const areKnown = lanes.length > 0 && ofLanes.length === lanes.length;
  const targets = areKnown ? ofLanes : (readingValue(setup.mountTargets) ?? []);
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
