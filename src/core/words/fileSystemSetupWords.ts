import { isOfOtherAccount } from '../failure/mountCauses';
import { mountPath } from '../failure/mountPath';
import type { Openness } from '../failure/passage';
import type { LambdaFunction } from '../lambdaFunction';
import { formatBytes, formatInteger } from '../text/display';
import type { Translate } from '../translate';
import {
  burstingBaseline,
  type AccessPoint,
  type FileSystem,
  type FileSystemSetup,
  type LinkedBucket,
  type MountTarget,
  type Synchronization,
} from '../mount/fileSystemSetup';
import { mountDenial } from '../mount/fileSystemPolicy';
import { networkReadings } from '../mount/network';
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
  const synchronization = readingValue(setup.synchronization);
  // One in the zone of a subnet is enough, in whatever subnet it is.
  const lanes = targets ? mountPath(target, setup).lanes : [];
  const subnetsWhere = (state: Openness) =>
    lanes.filter(({ targetThere }) => targetThere.state === state).map(({ subnetId }) => visible(subnetId));
  const missing = isOfOtherAccount(target) ? t('not shown: of another account') : t('does not exist');
  const all: FileSystemSetupWords['facts'] = [
    {
      name: t('Access point'),
      values: point === null ? [missing] : unusual(point?.lifeCycleState),
    },
    { name: t('Root directory'), values: point ? [rootDirectory(point, t)] : [] },
    { name: t('User of all calls'), values: point ? [posixUser(point, t)] : [] },
    {
      name: t('File system'),
      values: system === null ? [missing] : system ? [nameOf(system)] : [],
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
    { name: t('Why it is in this state'), values: texts(system?.stateMessage) },
    { name: t('Bucket'), values: system?.bucket ? [bucket(system.bucket, t)] : [] },
    { name: t('Role of S3 Files'), values: texts(system?.bucket?.role) },
    { name: t('KMS key'), values: texts(system?.kmsKeyId) },
    { name: t('File system policy'), values: policy(setup, target, t) },
    { name: t('Copied into the file system'), values: imported(synchronization, t, locale) },
    { name: t('Removed from the file system'), values: expired(synchronization, t, locale) },
    { name: t('Mount targets'), values: targets ? mountTargets(targets, t) : [] },
    { name: t('Subnets in a zone without one'), values: subnetsWhere('closed') },
    { name: t('Subnets of which the zone is not known'), values: subnetsWhere('unknown') },
  ];
  return {
    facts: all.filter(({ values }) => values.length > 0),
    notRead: notRead(setup, t),
  };
}

function texts(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [visible(text)];
}

function bucket({ arn, prefix }: LinkedBucket, t: Translate): string {
  const name = visible(arn.split(':').at(-1) ?? arn);
  return prefix === ''
    ? t('{0}, all of it', name)
    : t('{0}, keys that begin with {1}', name, visible(prefix));
}

function policy(setup: FileSystemSetup, target: LambdaFunction, t: Translate): readonly string[] {
  const hasPolicy = readingValue(setup.policy);
  if (hasPolicy === undefined) {
    return [];
  }
  if (mountDenial(setup, target)) {
    return [t('has one: it denies ClientMount to the role')];
  }
  if (target.fileSystem.kind === 's3files') {
    return [
      hasPolicy
        ? t('has one: it or the role must allow s3files:ClientMount')
        : t('none: the role must allow s3files:ClientMount'),
    ];
  }
  return [hasPolicy ? t('has one: the role needs ClientMount') : t('none: every client may mount it')];
}

/** What is there before anybody reads it, and what only then: "files that are not there yet". */
function imported(
  synchronization: Synchronization | null | undefined,
  t: Translate,
  locale: string,
): readonly string[] {
  if (synchronization === null || synchronization?.importRules.length === 0) {
    return [t('by no rule of its own: AWS’s defaults count')];
  }
  if (!synchronization) {
    return [];
  }
  return [
    ...synchronization.importRules.map(({ prefix, sizeLessThan, trigger }) => {
      const keys = prefix === '' ? t('all keys') : t('keys that begin with {0}', visible(prefix));
      const size = sizeLessThan === undefined ? '?' : formatBytes(BigInt(sizeLessThan), locale);
      switch (trigger) {
        case 'ON_DIRECTORY_FIRST_ACCESS':
          return t('{0}: objects below {1}, when their directory is first accessed', keys, size);
        case 'ON_FILE_ACCESS':
          return t('{0}: objects below {1}, when the file is accessed', keys, size);
        default:
          return t('{0}: objects below {1}, on {2}', keys, size, visible(trigger));
      }
    }),
    t('larger objects are listed, and their data is read from the bucket'),
  ];
}

function expired(
  synchronization: Synchronization | null | undefined,
  t: Translate,
  locale: string,
): readonly string[] {
  return (synchronization?.expirationDays ?? []).map(days =>
    days === 1
      ? t('after 1 day without access; the object stays in the bucket')
      : t('after {0} days without access; the object stays in the bucket', formatInteger(days, locale)),
  );
}

function nameOf({ id, lifeCycleState, name, zone }: FileSystem): string {
  return [id, name, zone, ...unusual(lifeCycleState)]
    .filter(part => part !== undefined)
    .map(visible)
    .join(' · ');
}

/** In place of an id. */
const NOT_TOLD = '?';

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
        creationInfo.uid ?? NOT_TOLD,
        creationInfo.gid ?? NOT_TOLD,
        visible(creationInfo.permissions),
      )
    : t('{0} (not created where it does not exist)', shown);
}

function posixUser({ posixUser: user }: AccessPoint, t: Translate): string {
  return user
    ? [`${user.uid ?? NOT_TOLD}:${user.gid ?? NOT_TOLD}`, ...user.secondaryGids].join(', ')
    : t('that of the process');
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
        return sizeBytes === undefined
          ? t('bursting')
          : t(
              'bursting, {0} a second without credits',
              formatBytes(burstingBaseline(BigInt(sizeBytes)), locale),
            );
      case 'provisioned':
        return provisionedMibps === undefined
          ? t('provisioned')
          : t('provisioned, {0} MiB a second', provisionedMibps);
      case 'elastic':
        return t('elastic, without credits');
      default:
        return throughputMode && visible(throughputMode);
    }
  }
}

function mountTargets(targets: readonly MountTarget[], t: Translate): readonly string[] {
  return targets.length === 0
    ? [t('none')]
    : targets.map(({ lifeCycleState, securityGroups, stateMessage, subnetId, vpcId, zone, zoneId }) =>
        [
          zone ?? zoneId,
          subnetId,
          vpcId,
          lifeCycleState,
          stateMessage,
          ...(readingValue(securityGroups) ?? []),
        ]
          .filter(part => part !== undefined)
          .map(visible)
          .join(' · '),
      );
}

function notRead(setup: FileSystemSetup, t: Translate): readonly string[] {
  const { accessPoint, fileSystem, mountTargets: targets, policy: itsPolicy, synchronization } = setup;
  const groups = readingValue(targets)?.map(({ securityGroups }) => securityGroups) ?? [];
  return describeUnread(
    [
      ...[accessPoint, fileSystem, targets, itsPolicy, synchronization, ...groups],
      ...networkReadings(setup.network),
    ],
    t,
  );
}

/** What of these could not be read, in whole sentences. */
export function describeUnread(
  readings: readonly (Reading<unknown> | undefined)[],
  t: Translate,
): readonly string[] {
  const failed = readings.filter(
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
