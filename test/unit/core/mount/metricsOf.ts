import type { FileSystemMetrics, MetricName, MetricPoint } from '../../../../src/core/mount/metrics';

const to = Date.parse('2026-11-28T12:00:00.000Z') / 1000;

/**
 * A day of metrics in periods of five minutes. What is not said is as in a file system at rest.
 * @param values for all of the day, or for each period, oldest first
 */
export function metricsOf(
  values: Readonly<Partial<Record<MetricName, number | readonly number[]>>>,
): FileSystemMetrics {
  const periodSeconds = 300;
  const count = 288;
  const from = to - count * periodSeconds;
  const all = {
    BurstCreditBalance: 2e12,
    PercentIOLimit: 3,
    MeteredIOBytes: 1e6,
    PermittedThroughput: 1e8,
    ClientConnections: 4,
    StorageBytes: 1e9,
    ...values,
  };
  return {
    readAt: new Date(to * 1000).toISOString(),
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    periodSeconds,
    series: Object.entries(all).map(([name, value]) => ({
      name: name as MetricName,
      points: Array.from(
        { length: typeof value === 'number' ? count : value.length },
        (_, index): MetricPoint => [
          from + index * periodSeconds,
          typeof value === 'number' ? value : (value[index] ?? 0),
        ],
      ),
    })),
  };
}

/** `value` for the first hours of the day, then `then`. */
export function until(hours: number, value: number, then: number): readonly number[] {
  return Array.from({ length: 288 }, (_, index) => (index < hours * 12 ? value : then));
}
