import type { FileSystemKind } from '../lambdaFunction';

/**
 * What CloudWatch has of a file system. JSON-safe.
 * https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html
 */
export interface FileSystemMetrics {
  /** ISO 8601, as the times below. */
  readonly readAt: string;
  readonly from: string;
  readonly to: string;
  readonly periodSeconds: number;
  /** Those that were asked for, in that order; one without points has none in CloudWatch. */
  readonly series: readonly MetricSeries[];
}

export interface MetricSeries {
  readonly name: MetricName;
  /** Oldest first. */
  readonly points: readonly MetricPoint[];
}

/** Beginning of a period in seconds since 1970, and its value in the unit of the metric's {@link MetricQuery}. */
export type MetricPoint = readonly [at: number, value: number];

/** `per-second`: bytes a second. */
export type MetricUnit = 'bytes' | 'percent' | 'per-second' | 'count' | 'seconds';

export interface MetricQuery {
  readonly name: MetricName;
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  readonly unit: MetricUnit;
  /** What the sum of a period is divided by: CloudWatch has a sum for each minute. */
  readonly sumOf?: 'seconds' | 'minutes';
  /** Besides the id of the file system. */
  readonly dimension?: { readonly name: string; readonly value: string };
}

export type MetricName =
  | 'BurstCreditBalance'
  | 'PercentIOLimit'
  | 'MeteredIOBytes'
  | 'PermittedThroughput'
  | 'ClientConnections'
  | 'StorageBytes'
  | 'DataReadBytes'
  | 'DataWriteBytes'
  | 'PendingExports'
  | 'ExportAge'
  | 'ExportFailures'
  | 'ImportAge'
  | 'ImportFailures'
  | 'LostAndFoundFiles';

interface MetricQueries {
  readonly namespace: string;
  readonly queries: readonly MetricQuery[];
}

const efs: MetricQueries = {
  namespace: 'AWS/EFS',
  queries: [
    { name: 'BurstCreditBalance', statistic: 'Minimum', unit: 'bytes' },
    { name: 'PercentIOLimit', statistic: 'Maximum', unit: 'percent' },
    { name: 'MeteredIOBytes', statistic: 'Sum', unit: 'per-second', sumOf: 'seconds' },
    { name: 'PermittedThroughput', statistic: 'Minimum', unit: 'per-second' },
    { name: 'ClientConnections', statistic: 'Sum', unit: 'count', sumOf: 'minutes' },
    {
      name: 'StorageBytes',
      statistic: 'Average',
      unit: 'bytes',
      dimension: { name: 'StorageClass', value: 'Total' },
    },
  ],
};

const s3Files: MetricQueries = {
  namespace: 'AWS/S3/Files',
  queries: [
    { name: 'DataReadBytes', statistic: 'Sum', unit: 'per-second', sumOf: 'seconds' },
    { name: 'DataWriteBytes', statistic: 'Sum', unit: 'per-second', sumOf: 'seconds' },
    { name: 'ImportAge', statistic: 'Maximum', unit: 'seconds' },
    { name: 'ImportFailures', statistic: 'Sum', unit: 'count', sumOf: 'minutes' },
    { name: 'PendingExports', statistic: 'Sum', unit: 'count', sumOf: 'minutes' },
    { name: 'ExportAge', statistic: 'Maximum', unit: 'seconds' },
    { name: 'ExportFailures', statistic: 'Sum', unit: 'count', sumOf: 'minutes' },
    { name: 'LostAndFoundFiles', statistic: 'Sum', unit: 'count', sumOf: 'minutes' },
    { name: 'ClientConnections', statistic: 'Sum', unit: 'count', sumOf: 'minutes' },
    { name: 'StorageBytes', statistic: 'Average', unit: 'bytes' },
  ],
};

/** What is read of a file system of this kind. Undefined where nothing can be. */
export function metricQueries(kind: FileSystemKind): MetricQueries | undefined {
  return kind === 'efs' ? efs : kind === 's3files' ? s3Files : undefined;
}

export function queryOf(name: MetricName, kind: FileSystemKind): MetricQuery | undefined {
  return metricQueries(kind)?.queries.find(query => query.name === name);
}

export function pointsOf(metrics: FileSystemMetrics, name: MetricName): readonly MetricPoint[] {
  return metrics.series.find(series => series.name === name)?.points ?? [];
}

/** Lowest, highest and newest point. Undefined where there is none. */
export function extremesOf(
  points: readonly MetricPoint[],
): { readonly lowest: MetricPoint; readonly highest: MetricPoint; readonly newest: MetricPoint } | undefined {
  const [first] = points;
  if (!first) {
    return undefined;
  }
  let lowest = first;
  let highest = first;
  for (const point of points) {
    lowest = point[1] < lowest[1] ? point : lowest;
    highest = point[1] > highest[1] ? point : highest;
  }
  return { lowest, highest, newest: points.at(-1) ?? first };
}

/** From when on the newest point says something of now: CloudWatch is some minutes behind. In seconds. */
export const RECENT_SECONDS = 30 * 60;

export function isRecent([at]: MetricPoint, { to }: FileSystemMetrics): boolean {
  return Date.parse(to) / 1000 - at <= RECENT_SECONDS;
}

/** Used part of the permitted throughput for each period in which both are known. */
export function utilisation(metrics: FileSystemMetrics): readonly MetricPoint[] {
  const permitted = new Map(pointsOf(metrics, 'PermittedThroughput'));
  return pointsOf(metrics, 'MeteredIOBytes').flatMap(([at, used]) => {
    const limit = permitted.get(at);
    return limit === undefined || limit <= 0 ? [] : [[at, used / limit] as const];
  });
}
