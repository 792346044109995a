import { distributionOf, type Distribution } from '../latency/distribution';
import type { LatencyMeasurement } from '../latency/latency';
import { formatBytes, formatDuration, formatInteger, formatShare } from '../text/display';
import type { Translate } from '../translate';
import type { LatencySeries, SequentialRead } from '../../protocol';

/** `READ 4 KiB`: the operation as the kernel names it, and how much it read. */
function nameSeries({ operation, bytes }: LatencySeries, locale: string): string {
  if (bytes === undefined) {
    return operation;
  }
  // Measured sizes are round, and read better without decimals.
  const round = (
    [
      [1024 * 1024, 'MiB'],
      [1024, 'KiB'],
    ] as const
  ).find(([unit]) => bytes % unit === 0);
  const size = round
    ? `${formatInteger(bytes / round[0], locale)} ${round[1]}`
    : formatBytes(BigInt(Math.round(bytes)), locale);
  return `${operation} ${size}`;
}

/** Microseconds as people read them. */
export function formatMicros(micros: number, locale: string): string {
  const whole = Math.round(micros);
  return whole < 1000 ? `${formatInteger(whole, locale)} µs` : formatDuration(micros / 1000, locale);
}

/** A series in figures that are shown side by side. */
export interface SeriesFigures {
  readonly name: string;
  readonly count: string;
  /** Absent where no call counted. */
  readonly distribution?: Readonly<Record<keyof Omit<Distribution, 'count'>, string>>;
  /** The kernel's own average of the same, from sending a request to its answer; absent without counters. */
  readonly kernel?: string;
  /** Why calls do not count, or undefined where all do. */
  readonly leftOut?: string;
}

export function seriesFigures(series: LatencySeries, t: Translate, locale: string): SeriesFigures {
  const distribution = distributionOf(series.micros);
  const { kernel } = series;
  const text = (micros: number) => formatMicros(micros, locale);
  return {
    name: nameSeries(series, locale),
    count: formatInteger(series.micros.length, locale),
    distribution: distribution && {
      p50: text(distribution.p50),
      p90: text(distribution.p90),
      p99: text(distribution.p99),
      max: text(distribution.max),
    },
    kernel:
      kernel && kernel.operations > 0 ? text((kernel.roundTripMs / kernel.operations) * 1000) : undefined,
    ...leftOut(series, t, locale),
  };
}

function leftOut(
  { cached, error, failed, mixed }: LatencySeries,
  t: Translate,
  locale: string,
): { readonly leftOut?: string } {
  const parts = [
    cached > 0 && t('{0} answered from a cache', formatInteger(cached, locale)),
    mixed > 0 && t('{0} with other requests', formatInteger(mixed, locale)),
    failed > 0 && t('{0} failed ({1})', formatInteger(failed, locale), error ?? ''),
  ].filter(part => part !== false);
  return parts.length === 0 ? {} : { leftOut: parts.join(', ') };
}

/** What reading in a row brought, a sentence each. */
export function describeSequential(
  { sequential }: LatencyMeasurement,
  t: Translate,
  locale: string,
): readonly string[] {
  return sequential.flatMap(read => (read.bytes > 0 ? describeRead(read, t, locale) : []));
}

/** Below this share from the server, a read is the cache's; from the other on, the server's. */
const share = { cached: 0.1, cold: 0.9 } as const;

function describeRead({ bytes, fromServer, ms }: SequentialRead, t: Translate, locale: string): string {
  const size = formatBytes(BigInt(bytes), locale);
  const rate = formatBytes(BigInt(Math.round((bytes / Math.max(ms, 0.1)) * 1000)), locale);
  const took = formatDuration(ms, locale);
  if (fromServer === undefined) {
    return t('{0} in a row took {1}: {2} a second. What of it a cache gave is not known.', size, took, rate);
  }
  const part = fromServer / bytes;
  if (part >= share.cold) {
    return t('{0} in a row from the server took {1}: {2} a second.', size, took, rate);
  }
  return part <= share.cached
    ? t('{0} in a row from the page cache took {1}: {2} a second.', size, took, rate)
    : t(
        '{0} in a row, {1} of them from the server, took {2}: {3} a second.',
        size,
        formatShare(part, locale),
        took,
        rate,
      );
}

/** What was measured, in one line. */
export function summariseLatency(measurement: LatencyMeasurement, t: Translate, locale: string): string {
  const medians = measurement.series.flatMap(series => {
    const distribution = distributionOf(series.micros);
    return distribution ? `${nameSeries(series, locale)} ${formatMicros(distribution.p50, locale)}` : [];
  });
  if (medians.length > 0) {
    return t('Medians: {0}.', medians.join('; '));
  }
  if (measurement.series.some(({ mixed }) => mixed > 0)) {
    return t('No request went out alone, so that none could be measured.');
  }
  return measurement.series.some(({ cached, failed }) => cached + failed > 0)
    ? t('No request was measured: a cache answered them, or they failed.')
    : t('There was no time for a request.');
}
