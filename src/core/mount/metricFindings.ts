import { sources } from '../findings/mountSources';
import { bySeverity } from '../findings/finding';
import type { MountFinding } from '../findings/findingCodes';
import { burstingBaseline, type FileSystem } from './fileSystemSetup';
import { synchronizationFindings } from './synchronizationFindings';
import { isRecent, pointsOf, utilisation, type FileSystemMetrics, type MetricPoint } from './metrics';

/** What ten seconds at 100 MiB/s take: as good as nothing, whatever is asked of the file system. */
const NO_CREDITS_BYTES = 100 * 1024 * 1024 * 10;

/** What one minute at 100 MiB/s takes: at full throughput it ends within the minute, and at rest it grows. */
const LAST_CREDITS_BYTES = 100 * 1024 * 1024 * 60;

/** In percent: AWS’s metric stays just below 100 while requests wait. */
const IO_LIMIT_PERCENT = 99;

/** Of the permitted throughput, averaged over a period: requests wait in it from here on. */
const USED_UP_SHARE = 0.95;

/** What used up the throughput of a file system in the hours that the metrics tell of. */
export interface Exhaustion {
  readonly code: 'burst-credits-used-up' | 'io-limit-reached' | 'throughput-used-up';
  /** Periods in which it was so. Never empty. */
  readonly points: readonly MetricPoint[];
  /** Whether it is so now, as far as CloudWatch tells. */
  readonly now: boolean;
}

/**
 * All that used up the throughput of an EFS file system. Throughput that ended because the credits did is one thing.
 * @param system as far as it is known: credits mean nothing with elastic throughput
 */
export function exhaustions(
  metrics: FileSystemMetrics,
  system: FileSystem | null | undefined,
): readonly Exhaustion[] {
  // What elastic throughput permits is told for writes alone, and reads may take more.
  const used =
    hasCredits(system) || system?.throughputMode === 'provisioned'
      ? utilisation(metrics).filter(([, share]) => share >= USED_UP_SHARE)
      : [];
  const isUsed = isAtTimeOf(used);
  const credits = hasCredits(system)
    ? pointsOf(metrics, 'BurstCreditBalance').filter(
        point => point[1] < (isUsed(point) ? LAST_CREDITS_BYTES : NO_CREDITS_BYTES),
      )
    : [];
  const isWithoutCredits = isAtTimeOf(credits);
  const limited = pointsOf(metrics, 'PercentIOLimit').filter(([, percent]) => percent >= IO_LIMIT_PERCENT);
  return [
    ...exhaustion('burst-credits-used-up', credits),
    ...exhaustion('io-limit-reached', limited),
    ...exhaustion(
      'throughput-used-up',
      used.filter(point => !isWithoutCredits(point)),
    ),
  ];

  function exhaustion(code: Exhaustion['code'], points: readonly MetricPoint[]): readonly Exhaustion[] {
    const newest = points.at(-1);
    return newest ? [{ code, points, now: isRecent(newest, metrics) }] : [];
  }
}

function isAtTimeOf(points: readonly MetricPoint[]): (point: MetricPoint) => boolean {
  const times = new Set(points.map(([at]) => at));
  return ([at]) => times.has(at);
}

/** Those of provisioned throughput count only where what is stored allows more than is provisioned. */
export function hasCredits(system: FileSystem | null | undefined): boolean {
  return system?.throughputMode === 'bursting';
}

/** Whether enough is known of the last half hour to say that nothing was used up in it. */
export function isWatched(metrics: FileSystemMetrics, system: FileSystem | null | undefined): boolean {
  const isFresh = (points: readonly MetricPoint[]) => {
    const newest = points.at(-1);
    return newest !== undefined && isRecent(newest, metrics);
  };
  return (
    isFresh(pointsOf(metrics, 'PercentIOLimit')) &&
    isFresh(utilisation(metrics)) &&
    (system?.throughputMode === 'elastic' ||
      system?.throughputMode === 'provisioned' ||
      (hasCredits(system) && isFresh(pointsOf(metrics, 'BurstCreditBalance'))))
  );
}

/** What the metrics say that is worth a person's time, most severe first. */
export function metricFindings(
  metrics: FileSystemMetrics,
  system: FileSystem | null | undefined,
): readonly MountFinding[] {
  return [...exhaustionFindings(metrics, system), ...synchronizationFindings(metrics, system)].toSorted(
    bySeverity,
  );
}

function exhaustionFindings(
  metrics: FileSystemMetrics,
  system: FileSystem | null | undefined,
): readonly MountFinding[] {
  return exhaustions(metrics, system).map(({ code, now, points }): MountFinding => {
    const values = points.map(([, value]) => value);
    const [first = 0] = points[0] ?? [];
    const [last = 0] = points.at(-1) ?? [];
    return {
      code,
      severity: now ? 'error' : 'warning',
      subject: system?.id ?? '',
      params: {
        kind: 'efs',
        now: now ? 'yes' : 'no',
        first,
        last: last + metrics.periodSeconds,
        seconds: points.length * metrics.periodSeconds,
        worst: code === 'burst-credits-used-up' ? Math.min(...values) : Math.max(...values),
        mode: system?.throughputMode ?? '',
        performanceMode: system?.performanceMode ?? '',
        ...(code === 'burst-credits-used-up' &&
          system?.sizeBytes !== undefined && {
            baseline: String(burstingBaseline(BigInt(system.sizeBytes))),
          }),
      },
      sources: [sources.efsPerformance, sources.efsMetrics],
    };
  });
}
