import { sources } from '../findings/mountSources';
import type { MountFinding } from '../findings/findingCodes';
import type { FileSystem } from './fileSystemSetup';
import { isRecent, pointsOf, type FileSystemMetrics, type MetricName, type MetricPoint } from './metrics';

/** From which age on something is late: by itself S3 Files copies a change within a minute or two. */
const LATE_SECONDS = 30 * 60;

/** Fewer points in a row that rise may do so by chance. */
const SUSTAINED_POINTS = 5;

/**
 * What the metrics prove of the copying between an S3 file system and its bucket. EFS has none of these metrics.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html
 */
export function synchronizationFindings(
  metrics: FileSystemMetrics,
  system: FileSystem | null | undefined,
): readonly MountFinding[] {
  return [
    ...failures('exports-failed', 'ExportFailures'),
    ...failures('imports-failed', 'ImportFailures'),
    ...behind('exports-behind', 'ExportAge'),
    ...behind('imports-behind', 'ImportAge'),
    ...lostAndFound(),
  ];

  /** AWS counts them when nothing is tried any more. */
  function failures(code: MountFinding['code'], metric: MetricName): readonly MountFinding[] {
    const points = pointsOf(metrics, metric).filter(([, count]) => count > 0);
    const newest = points.at(-1);
    if (!newest) {
      return [];
    }
    const now = isRecent(newest, metrics);
    return finding(code, now ? 'error' : 'warning', {
      now: now ? 'yes' : 'no',
      seconds: points.length * metrics.periodSeconds,
      worst: Math.ceil(Math.max(...points.map(([, count]) => count))),
    });
  }

  /** Of an age that only grows the oldest change is stuck or takes long, or more is changed than is copied. */
  function behind(code: MountFinding['code'], metric: MetricName): readonly MountFinding[] {
    const points = pointsOf(metrics, metric).filter(point => isRecent(point, metrics));
    const newest = points.at(-1);
    return newest && newest[1] >= LATE_SECONDS && points.length >= SUSTAINED_POINTS && isRising(points)
      ? finding(code, 'warning', { seconds: newest[1] })
      : [];
  }

  function lostAndFound(): readonly MountFinding[] {
    const points = pointsOf(metrics, 'LostAndFoundFiles');
    const newest = points.at(-1);
    if (!newest || newest[1] === 0 || !isRecent(newest, metrics)) {
      return [];
    }
    // CloudWatch is some minutes behind: of the newest period it may have a part.
    const count = Math.max(...points.slice(-2).map(([, value]) => value));
    return finding('files-in-lost-and-found', 'warning', { count: Math.ceil(count) });
  }

  function finding(
    code: MountFinding['code'],
    severity: MountFinding['severity'],
    params: MountFinding['params'],
  ): readonly MountFinding[] {
    const role = system?.bucket?.role;
    return [
      {
        code,
        severity,
        subject: system?.id ?? '',
        params: { kind: 's3files', ...(role !== undefined && { role }), ...params },
        sources: [sources.s3FilesMetrics],
      },
    ];
  }
}

function isRising(points: readonly MetricPoint[]): boolean {
  return points.every(([, age], index) => index === 0 || age > (points[index - 1]?.[1] ?? 0));
}
