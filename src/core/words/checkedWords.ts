import { isOfOtherAccount } from '../failure/mountCauses';
import { mountPath } from '../failure/mountPath';
import { ofAll } from '../failure/passage';
import type { LambdaFunction } from '../lambdaFunction';
import type { Translate } from '../translate';
import { isUnready, type FileSystemSetup } from '../mount/fileSystemSetup';
import { readingValue, type Reading } from '../mount/reading';
import { exhaustions, hasCredits, isWatched } from '../mount/metricFindings';
import { pointsOf } from '../mount/metrics';
import { formatShare } from '../text/display';
import { bounded, visible } from '../text/visibleText';
import { formatMetric } from './metricWords';
import { describePathFact } from './pathFactWords';

/** Something that a person would look at first, and what was read of it. */
export interface Checked {
  readonly what: string;
  readonly standing: 'good' | 'bad' | 'unknown';
  /** A few words. */
  readonly found: string;
}

/** Characters of what was found. */
const MOST_FOUND = 4096;

/** What AWS is being asked now. */
export interface BeingAsked {
  readonly network: boolean;
  readonly metrics: boolean;
  /** Whether CloudWatch was asked already, at another time than the one that this is about. */
  readonly metricsOfOtherTime?: boolean;
}

/** What of the way to the file system was read, and what was not: nothing here is guessed. */
export function describeChecked(
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  t: Translate,
  locale: string,
  asked: BeingAsked = { network: false, metrics: false },
): readonly Checked[] {
  return [
    { what: t('Access point'), ...stateOf(setup?.accessPoint, setup, target, t) },
    { what: t('File system'), ...stateOf(setup?.fileSystem, setup, target, t) },
    { what: t('Mount targets'), ...mountTargets(setup, target, t) },
    { what: t('TCP port 2049'), ...nfsPort(setup, target, asked, t) },
    { what: t('Burst credits and I/O limit'), ...throughput(setup, target, asked, t, locale) },
  ];
}

/** By the security groups and network ACLs of every subnet of the function. */
function nfsPort(
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  asked: BeingAsked,
  t: Translate,
): Omit<Checked, 'what'> {
  const { lanes } = mountPath(target, setup);
  const all = ofAll(
    lanes.flatMap(({ between, inbound, outbound }) =>
      [outbound, between, inbound].filter(part => part !== undefined),
    ),
  );
  if (setup && target.vpcId === undefined) {
    return { standing: 'unknown', found: t('not known: the function is not in a VPC') };
  }
  if (setup && !setup.network && readingValue(setup.mountTargets)) {
    return {
      standing: 'unknown',
      found: asked.network
        ? t('not read yet: EC2 is being asked')
        : t('not read: the network path is checked only on request'),
    };
  }
  if (!setup?.network || !all || all.fact.code === 'not-read') {
    return notRead(setup?.mountTargets, setup, target, t);
  }
  const fact = describePathFact(all.fact, t);
  switch (all.state) {
    case 'open':
      return { standing: 'good', found: t('open') };
    case 'closed':
      return { standing: 'bad', found: t('closed. {0}', fact) };
    case 'unknown':
      return { standing: 'unknown', found: t('not known. {0}', fact) };
  }
}

function throughput(
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  asked: BeingAsked,
  t: Translate,
  locale: string,
): Omit<Checked, 'what'> {
  const metrics = readingValue(setup?.metrics);
  if (!metrics) {
    if (asked.metricsOfOtherTime) {
      return { standing: 'unknown', found: t('not known: CloudWatch was asked at another time') };
    }
    if (asked.metrics) {
      return { standing: 'unknown', found: t('not read yet: CloudWatch is being asked') };
    }
    return setup?.metrics || !setup
      ? notRead(setup?.metrics, setup, target, t)
      : { standing: 'unknown', found: t('not read: CloudWatch is asked only on request, which costs money') };
  }
  const system = readingValue(setup?.fileSystem);
  const now = exhaustions(metrics, system).find(each => each.now);
  switch (now?.code) {
    case 'burst-credits-used-up':
      return { standing: 'bad', found: t('the burst credits are used up') };
    case 'io-limit-reached':
      return { standing: 'bad', found: t('at the I/O limit') };
    case 'throughput-used-up':
      return { standing: 'bad', found: t('all throughput is used') };
    case undefined:
  }
  const limit = pointsOf(metrics, 'PercentIOLimit').at(-1);
  const credits = pointsOf(metrics, 'BurstCreditBalance').at(-1);
  if (!limit || !isWatched(metrics, system)) {
    return { standing: 'unknown', found: t('CloudWatch has nothing recent') };
  }
  const share = formatShare(limit[1] / 100, locale);
  return {
    standing: 'good',
    found:
      hasCredits(system) && credits
        ? t('{0} of credits left, {1} of the I/O limit', formatMetric(credits[1], 'bytes', t, locale), share)
        : system?.throughputMode === 'elastic'
          ? t('elastic throughput has no credits; {0} of the I/O limit', share)
          : t('{0} of the I/O limit', share),
  };
}

function stateOf(
  reading: Reading<{ readonly lifeCycleState?: string } | null> | undefined,
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  t: Translate,
): Omit<Checked, 'what'> {
  const value = readingValue(reading);
  if (value === null) {
    return isOfOtherAccount(target)
      ? { standing: 'unknown', found: t('not shown: of another account') }
      : { standing: 'bad', found: t('does not exist') };
  }
  if (value === undefined) {
    return notRead(reading, setup, target, t);
  }
  if (value.lifeCycleState === undefined) {
    return { standing: 'unknown', found: t('not read: the answer does not say its state') };
  }
  return {
    standing: isUnready(value.lifeCycleState) ? 'bad' : 'good',
    found: visible(value.lifeCycleState),
  };
}

function mountTargets(
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  t: Translate,
): Omit<Checked, 'what'> {
  const targets = readingValue(setup?.mountTargets);
  if (!targets) {
    return notRead(setup?.mountTargets, setup, target, t);
  }
  if (targets.length === 0) {
    return { standing: 'bad', found: t('none') };
  }
  const unusable = targets.filter(({ lifeCycleState }) => isUnready(lifeCycleState));
  if (unusable.length > 0) {
    const states = unusable.map(({ id, lifeCycleState }) => visible(`${id}: ${lifeCycleState}`));
    return { standing: 'bad', found: bounded(states.join(', '), MOST_FOUND) };
  }
  const covers = target.subnetIds.every(id => targets.some(({ subnetId }) => subnetId === id));
  return {
    standing: covers ? 'good' : 'unknown',
    found: covers ? t('available') : t('available, but not in every subnet of the function'),
  };
}

/** Why there is nothing: it was denied, it failed, or it was not asked for, and what that waits for. */
function notRead(
  reading: Reading<unknown> | undefined,
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  t: Translate,
): Omit<Checked, 'what'> {
  return { standing: 'unknown', found: whyNotRead(reading, setup, target, t) };
}

function whyNotRead(
  reading: Reading<unknown> | undefined,
  setup: FileSystemSetup | undefined,
  target: LambdaFunction,
  t: Translate,
): string {
  if (reading?.ok === false) {
    const action = visible(bounded(reading.action, MOST_FOUND));
    return reading.problem.code === 'access-denied'
      ? t('not read: AWS did not allow {0}', action)
      : t('not read: {0} failed, and the log says why', action);
  }
  if (!setup) {
    return target.origin.kind === 'recorded'
      ? t('not read: not part of the recording')
      : t('not read: AWS was not asked, or has not answered yet');
  }
  // Only the access point tells which file system it is, and that its mount targets, and they the network.
  const point = readingValue(setup.accessPoint);
  return point
    ? t('not read: AWS has not answered yet')
    : t('not read: only the access point tells which file system it is');
}
