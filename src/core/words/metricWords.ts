import type { FileSystemKind } from '../lambdaFunction';
import type { FileSystem } from '../mount/fileSystemSetup';
import { hasCredits } from '../mount/metricFindings';
import {
  extremesOf,
  queryOf,
  type FileSystemMetrics,
  type MetricName,
  type MetricPoint,
  type MetricUnit,
} from '../mount/metrics';
import { formatBytes, formatDuration, formatInteger, formatShare } from '../text/display';
import type { Translate } from '../translate';

/** One metric in words. */
export interface MetricWords {
  readonly name: MetricName;
  readonly title: string;
  /** Empty where CloudWatch has nothing. */
  readonly points: readonly MetricPoint[];
  readonly unit: MetricUnit;
  /** Absent without points. */
  readonly lowest?: string;
  readonly highest?: string;
  readonly newest?: string;
  /** What has to be known to read it. */
  readonly note?: string;
}

export function describeMetrics(
  metrics: FileSystemMetrics,
  kind: FileSystemKind,
  system: FileSystem | null | undefined,
  t: Translate,
  locale: string,
): readonly MetricWords[] {
  return metrics.series.flatMap(({ name, points }): readonly MetricWords[] => {
    const unit = queryOf(name, kind)?.unit;
    if (!unit) {
      return [];
    }
    const extremes = extremesOf(points);
    const note = noteOn(name, system, t);
    const format = (point: MetricPoint) => formatMetric(point[1], unit, t, locale);
    return [
      {
        name,
        title: titles[name](t),
        points,
        unit,
        ...(extremes && {
          lowest: format(extremes.lowest),
          highest: format(extremes.highest),
          newest: format(extremes.newest),
        }),
        note,
      },
    ];
  });
}

/** What reading them costs and how long they are kept, for the button and before it is pressed. */
export function describeMetricsCost(t: Translate): string {
  return t(
    'One GetMetricData request for the last 24 hours. AWS charges for each metric in it, about 0.01 USD for a thousand. What was read is kept for five minutes.',
  );
}

export function formatMetric(value: number, unit: MetricUnit, t: Translate, locale: string): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(whole(value), locale);
    case 'per-second':
      return t('{0}/s', formatBytes(whole(value), locale));
    case 'percent':
      return formatShare(value / 100, locale);
    case 'seconds':
      return formatDuration(value * 1000, locale);
    case 'count':
      return formatInteger(Math.round(value), locale);
  }
}

function whole(value: number): bigint {
  return BigInt(Math.max(0, Math.round(value)));
}

const titles: Readonly<Record<MetricName, (t: Translate) => string>> = {
  BurstCreditBalance: t => t('Burst credits'),
  PercentIOLimit: t => t('Part of the I/O limit'),
  MeteredIOBytes: t => t('Metered throughput'),
  PermittedThroughput: t => t('Permitted throughput'),
  ClientConnections: t => t('Client connections'),
  StorageBytes: t => t('Stored'),
  DataReadBytes: t => t('Data read'),
  DataWriteBytes: t => t('Data written'),
  PendingExports: t => t('Waiting to be copied to the bucket'),
  ExportAge: t => t('Age of changes on their way to the bucket'),
  ExportFailures: t => t('Not copied to the bucket for good'),
  ImportAge: t => t('Age of changes on their way from the bucket'),
  ImportFailures: t => t('Not copied from the bucket'),
  LostAndFoundFiles: t => t('Files in lost+found'),
};

function noteOn(name: MetricName, system: FileSystem | null | undefined, t: Translate): string | undefined {
  switch (name) {
    case 'BurstCreditBalance':
      return system?.throughputMode === 'elastic'
        ? t('Means nothing here: the throughput is elastic and has no credits.')
        : hasCredits(system)
          ? undefined
          : t('Counts only while the throughput is bursting.');
    case 'PermittedThroughput':
      return system?.throughputMode === 'elastic'
        ? t('Of writes: what elastic throughput permits to reads is not told.')
        : undefined;
    case 'ExportFailures':
      return t('The status of a file in user.s3files.status tells why.');
    case 'LostAndFoundFiles':
      return t('Files that changed in the bucket and here at once: the bucket’s version counts.');
    default:
      return undefined;
  }
}
