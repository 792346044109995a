import type { LambdaFunction } from '../lambdaFunction';
import { formatBytes } from '../text/display';
import type { Translate } from '../translate';
import {
  burstingBaseline,
  type AccessPoint,
  type FileSystem,
  type FileSystemSetup,
  type MountTarget,
} from '../mount/fileSystemSetup';
import { readingValue, type Reading } from '../mount/reading';
import { visible } from '../text/visibleText';

/** How a file system is set up, in words. Untrusted text in them has nothing hidden. */
export interface FileSystemSetupWords {
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Whole sentences about what could not be read. */
  readonly notRead: readonly string[];
}

export function describeFileSystemSetup(
  setup: FileSystemSetup,
  target: LambdaFunction,
  t: Translate,
  locale: string,
): FileSystemSetupWords {
  const point = readingValue(setup.accessPoint);
  const system = readingValue(setup.fileSystem);
  const targets = readingValue(setup.mountTargets);
  const hasPolicy = readingValue(setup.policy);
  const all: FileSystemSetupWords['facts'] = [
    {
      name: t('Access point'),
      values: point === null ? [t('does not exist')] : unusual(point?.lifeCycleState),
    },
    { name: t('Root directory'), values: point ? [rootDirectory(point, t)] : [] },
    { name: t('User of all calls'), values: point ? [posixUser(point, t)] : [] },
    {
      name: t('File system'),
      values: system === null ? [t('does not exist')] : system ? [nameOf(system)] : [],
    },
    { name: t('Throughput'), values: system ? throughput(system, t, locale) : [] },
    {
      name: t('Stored'),
      values: system?.sizeBytes === undefined ? [] : [formatBytes(BigInt(system.sizeBytes), locale)],
    },
    {
      name: t('Encrypted at rest'),
      values: system?.encrypted === undefined ? [] : [system.encrypted ? t('Yes') : t('No')],
    },
    {
      name: t('File system policy'),
      values:
        hasPolicy === undefined
          ? []
          : [hasPolicy ? t('has one: the role needs ClientMount') : t('none: every client may mount it')],
    },
    { name: t('Mount targets'), values: targets ? mountTargets(targets, t) : [] },
    {
      name: t('Subnets without one'),
      values: targets
        ? target.subnetIds.filter(id => !targets.some(({ subnetId }) => subnetId === id)).map(visible)
        : [],
    },
  ];
  return {
    facts: all.filter(({ values }) => values.length > 0),
    notRead: notRead(setup, t),
  };
}

function nameOf({ id, lifeCycleState, name, zone }: FileSystem): string {
  return [id, name, zone, ...unusual(lifeCycleState)]
    .filter(part => part !== undefined)
    .map(visible)
    .join(' · ');
}

/** A state that is worth telling. */
function unusual(state: string | undefined): readonly string[] {
  return state === undefined || state === 'available' ? [] : [visible(state)];
}

function rootDirectory({ rootDirectory: { creationInfo, path } }: AccessPoint, t: Translate): string {
  const shown = visible(path);
  if (path === '/') {
    return shown;
  }
  return creationInfo
    ? t(
        '{0} (created where it does not exist, for {1}:{2} with {3})',
        shown,
        creationInfo.uid,
        creationInfo.gid,
        visible(creationInfo.permissions),
      )
    : t('{0} (not created where it does not exist)', shown);
}

function posixUser({ posixUser: user }: AccessPoint, t: Translate): string {
  return user ? [`${user.uid}:${user.gid}`, ...user.secondaryGids].join(', ') : t('that of the process');
}

function throughput(
  { performanceMode, provisionedMibps, sizeBytes, throughputMode }: FileSystem,
  t: Translate,
  locale: string,
): readonly string[] {
  const mode = throughputModeWords();
  return [...(mode === undefined ? [] : [mode]), ...(performanceMode === 'maxIO' ? ['Max I/O'] : [])];

  function throughputModeWords(): string | undefined {
    switch (throughputMode) {
      case 'bursting':
        return t(
          'bursting, {0} a second without credits',
          formatBytes(burstingBaseline(BigInt(sizeBytes ?? 0)), locale),
        );
      case 'provisioned':
        return t('provisioned, {0} MiB a second', provisionedMibps ?? 0);
      case 'elastic':
        return t('elastic');
      default:
        return throughputMode && visible(throughputMode);
    }
  }
}

function mountTargets(targets: readonly MountTarget[], t: Translate): readonly string[] {
  return targets.length === 0
    ? [t('none')]
    : targets.map(({ lifeCycleState, securityGroups, subnetId, vpcId, zone }) =>
        [zone, subnetId, vpcId, lifeCycleState, ...(readingValue(securityGroups) ?? [])]
          .filter(part => part !== undefined)
          .map(visible)
          .join(' · '),
      );
}

function notRead(setup: FileSystemSetup, t: Translate): readonly string[] {
  const { accessPoint, fileSystem, mountTargets: targets, policy } = setup;
  const groups = readingValue(targets)?.map(({ securityGroups }) => securityGroups) ?? [];
  const failed = [accessPoint, fileSystem, targets, policy, ...groups].filter(
    (reading): reading is Extract<Reading<unknown>, { ok: false }> => reading?.ok === false,
  );
  const denied = actionsOf(failed.filter(({ problem }) => problem.code === 'access-denied'));
  const broken = actionsOf(failed.filter(({ problem }) => problem.code !== 'access-denied'));
  return [
    ...(denied === '' ? [] : [t('AWS did not allow {0}, so what it would tell is not shown here.', denied)]),
    ...(broken === '' ? [] : [t('{0} did not succeed; the log says why.', broken)]),
  ];
}

function actionsOf(failed: readonly Extract<Reading<unknown>, { ok: false }>[]): string {
  return [...new Set(failed.map(({ action }) => visible(action)))].join(', ');
}
