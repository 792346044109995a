import type { FileSystemKind } from '../core/lambdaFunction';
import {
  metricQueries,
  type FileSystemMetrics,
  type MetricPoint,
  type MetricQuery,
} from '../core/mount/metrics';
import type { Reading } from '../core/mount/reading';
import type { CloudWatchClient, MetricDataQuery, MetricDataResult } from './sdk/cloudWatchSdk';
import type { Connection } from './connection';
import { Readings, type ReadingsOptions } from './readings';

const HOURS = 24;

/** Each minute would be five times as much, and a line of a few hundred pixels shows no more. */
const PERIOD_SECONDS = 300;

const MOST_POINTS = (HOURS * 3600) / PERIOD_SECONDS + 1;

/** CloudWatch as one connection sees it. It is paid by the metric, so nobody is asked without being told to. */
export class CloudWatchApi {
  readonly #readings: Readings<CloudWatchClient>;

  constructor(connection: Connection, options: ReadingsOptions) {
    this.#readings = new Readings(connection, options, (sdk, ...asked) => sdk.connectCloudWatch(...asked));
  }

  /**
   * The last 24 hours of a file system, in one request. Undefined for a kind that has no metrics.
   * @param now milliseconds since 1970
   * @throws the signal's reason
   */
  async metrics(
    kind: FileSystemKind,
    fileSystemId: string,
    signal: AbortSignal,
    now = Date.now(),
  ): Promise<Reading<FileSystemMetrics> | undefined> {
    const asked = metricQueries(kind);
    if (!asked) {
      return undefined;
    }
    // CloudWatch answers sooner where times are those of its periods, and sums too little of one that is not over.
    const periodMs = PERIOD_SECONDS * 1000;
    const to = new Date(Math.floor(now / periodMs) * periodMs);
    const from = new Date(to.getTime() - HOURS * 3_600_000);
    const queries = asked.queries.map((query, index) => toQuery(asked.namespace, query, index, fileSystemId));
    const answer = await this.#readings.read('GetMetricData', signal, undefined, client =>
      client.metricData(queries, from, to, signal),
    );
    if (!answer.ok) {
      return answer;
    }
    const results = answer.value ?? [];
    return {
      ok: true,
      value: {
        readAt: new Date(now).toISOString(),
        from: from.toISOString(),
        to: to.toISOString(),
        periodSeconds: PERIOD_SECONDS,
        series: asked.queries.map((query, index) => ({
          name: query.name,
          points: toPoints(
            results.find(({ Id }) => Id === idOf(index)),
            query,
          ),
        })),
      },
    };
  }

  dispose(): void {
    this.#readings.dispose();
  }
}

function idOf(index: number): string {
  return `m${index}`;
}

function toQuery(
  namespace: string,
  { dimension, name, statistic }: MetricQuery,
  index: number,
  fileSystemId: string,
): MetricDataQuery {
  return {
    Id: idOf(index),
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: name,
        Dimensions: [
          ...(dimension ? [{ Name: dimension.name, Value: dimension.value }] : []),
          { Name: 'FileSystemId', Value: fileSystemId },
        ],
      },
      Period: PERIOD_SECONDS,
      Stat: statistic,
    },
  };
}

const divisors = { seconds: PERIOD_SECONDS, minutes: PERIOD_SECONDS / 60 } as const;

/**
 * A series that is not whole is as good as none: what is missing would count as what did not happen.
 * The SDK takes an endpoint's word for types and lengths.
 */
function toPoints(result: MetricDataResult | undefined, { sumOf }: MetricQuery): readonly MetricPoint[] {
  const { StatusCode: status, Timestamps: times, Values: values } = result ?? {};
  if (status !== 'Complete' || !Array.isArray(times) || !Array.isArray(values)) {
    return [];
  }
  const divisor = sumOf ? divisors[sumOf] : 1;
  return times
    .slice(0, MOST_POINTS)
    .flatMap((time, index): readonly MetricPoint[] => {
      const at = time instanceof Date ? time.getTime() / 1000 : Number.NaN;
      const value: unknown = values[index];
      return Number.isFinite(at) && typeof value === 'number' && Number.isFinite(value)
        ? [[at, value / divisor]]
        : [];
    })
    .toSorted(([a], [b]) => a - b);
}
