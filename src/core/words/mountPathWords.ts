import { mountPath, type Lane } from '../failure/mountPath';
import { ofAll, type Openness, type Passage } from '../failure/passage';
import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';
import { bounded, visible } from '../text/visibleText';
import type { Translate } from '../translate';
import { describePathFact } from './pathFactWords';

/** A part of the way to a file system, in words. Untrusted text in them has nothing hidden. */
export interface PathStep {
  /** Of this path alone, of letters and digits. */
  readonly id: string;
  /** Place on the way: what has the same is side by side. */
  readonly stage: PathStage;
  readonly title: string;
  /** Ids. */
  readonly names: string;
  /** Absent for the function, of which nothing is to be proved. */
  readonly state?: Openness;
  /** A sentence that names what says so. */
  readonly fact: string;
}

export const pathStages = ['function', 'subnets', 'network', 'targets', 'fileSystem'] as const;
export type PathStage = (typeof pathStages)[number];

/** Characters of the ids that one part lists. */
const MOST_NAMES = 400;
/** Between the ids of one part. */
export const NAME_SEPARATOR = ' · ';

/** The way from a function to its file system, part by part in their order. */
export function describePath(
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  t: Translate,
): readonly PathStep[] {
  const { accessPoint, fileSystem, lanes, names } = mountPath(target, setup);
  const step = (
    [stage, id]: readonly [PathStage, string],
    title: string,
    ids: readonly (string | undefined)[],
    passage: Passage,
  ): PathStep => ({
    id,
    stage,
    title,
    names: listed(ids),
    state: passage.state,
    fact: describePathFact(passage.fact, t),
  });
  const part = (of: (lane: Lane) => Passage | undefined): Passage =>
    ofAll(lanes.flatMap(lane => of(lane) ?? [])) ?? {
      state: 'unknown',
      fact: { code: 'not-read', params: {} },
    };
  const targets = readingValue(setup?.mountTargets) ?? [];
  const targetGroups = targets.flatMap(({ securityGroups }) => readingValue(securityGroups) ?? []);
  const acls = readingValue(setup?.network?.networkAcls)?.map(({ id }) => id) ?? [];
  const system = readingValue(setup?.fileSystem)?.id ?? target.fileSystem.fileSystemId;
  return [
    { id: 'function', stage: 'function', title: t('Function'), names: listed([target.name]), fact: '' },
    ...lanes.map((lane, index) =>
      step(['subnets', `subnet${index}`], t('Subnet'), [lane.subnetId, lane.zone], lane.subnet),
    ),
    step(['subnets', 'names'], t('Names in the VPC'), [target.vpcId], names),
    step(
      ['network', 'outbound'],
      t('Function’s groups, outbound'),
      target.securityGroupIds,
      part(({ outbound }) => outbound),
    ),
    step(
      ['network', 'between'],
      t('Network ACLs and routes'),
      acls,
      part(({ between }) => between),
    ),
    step(
      ['network', 'inbound'],
      t('Mount targets’ groups, inbound'),
      targetGroups,
      part(({ inbound }) => inbound),
    ),
    ...lanes.map((lane, index) =>
      step(
        ['targets', `target${index}`],
        t('Mount target'),
        lane.target ? [lane.target.id, lane.zone] : [lane.zone ?? lane.subnetId],
        ofAll([lane.targetThere, ...(lane.targetReady ? [lane.targetReady] : [])]) ?? lane.targetThere,
      ),
    ),
    step(['fileSystem', 'fileSystem'], t('File system'), [system], fileSystem),
    step(['fileSystem', 'accessPoint'], t('Access point'), [target.fileSystem.accessPointId], accessPoint),
  ];
}

function listed(ids: readonly (string | undefined)[]): string {
  const known = new Set(ids.flatMap(id => id || []));
  return bounded([...known].map(id => visible(id)).join(NAME_SEPARATOR), MOST_NAMES) || '–';
}

/** From each part to those that follow it; those of the network follow one another. */
export function linksOf(steps: readonly PathStep[]): readonly (readonly [from: string, to: string])[] {
  const of = (stage: PathStep['stage']) => steps.filter(step => step.stage === stage && step.id !== 'names');
  const chained = new Set<PathStep['stage']>(['network', 'fileSystem']);
  return pathStages.flatMap((stage, index) => {
    const here = of(stage);
    const within = chained.has(stage)
      ? here.slice(1).map((step, place) => [here[place]?.id ?? '', step.id] as const)
      : [];
    const next = pathStages[index + 1];
    const following = next === undefined ? [] : of(next);
    const out = chained.has(stage) ? here.slice(-1) : here;
    const into = next !== undefined && chained.has(next) ? following.slice(0, 1) : following;
    return [...within, ...out.flatMap(from => into.map(to => [from.id, to.id] as const))];
  });
}

export function describeOpenness(state: Openness | undefined, t: Translate): string {
  switch (state) {
    case 'open':
      return t('open');
    case 'closed':
      return t('closed');
    case 'unknown':
      return t('not known');
    case undefined:
      return '';
  }
}

/** What is read for a path, for the button and before it is pressed. */
export function describeNetworkReading(t: Translate): string {
  return t(
    'Asks EC2, which costs nothing, for the zones of the subnets, security group rules, network ACLs and the DNS of the VPC, and for routes where there are two VPCs. What is not allowed is left out.',
  );
}

/** Of subnets and mount targets there is one for each zone: which one it is. */
function nameOf({ names, stage, title }: PathStep): string {
  return stage === 'subnets' || stage === 'targets' ? `${title} (${names})` : title;
}

/** What of a path matters most, in a sentence. */
export function summarizePath(steps: readonly PathStep[], t: Translate): string {
  const closed = steps.filter(({ state }) => state === 'closed');
  const unknown = steps.filter(({ state }) => state === 'unknown');
  if (closed.length > 0) {
    return t('Closed: {0}.', closed.map(nameOf).join(', '));
  }
  if (unknown.length === 1) {
    return t('Nothing is proved closed; one of {0} parts is not known.', steps.length - 1);
  }
  return unknown.length > 0
    ? t('Nothing is proved closed; {0} of {1} parts are not known.', unknown.length, steps.length - 1)
    : t('All parts of the path are open.');
}
