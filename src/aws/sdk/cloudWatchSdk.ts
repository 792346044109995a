import {
  CloudWatchClient as SdkClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';

import type { Connection } from '../connection';
import { boundClient, readingConfig, type ReadingClientOptions } from '../transport/readingClient';

export type { MetricDataQuery, MetricDataResult };

/** The one call we make. What the SDK throws is passed on as it is. */
export interface CloudWatchClient {
  /** Oldest points first. What we ask for fits one page. */
  metricData(
    queries: readonly MetricDataQuery[],
    from: Date,
    to: Date,
    signal: AbortSignal,
  ): Promise<readonly MetricDataResult[]>;
  destroy(): void;
}

export function connectCloudWatch(connection: Connection, options: ReadingClientOptions): CloudWatchClient {
  const client = new SdkClient(readingConfig(connection, 'cloudwatch', options));
  boundClient(client, options);
  return {
    async metricData(queries, from, to, abortSignal) {
      const command = new GetMetricDataCommand({
        MetricDataQueries: [...queries],
        StartTime: from,
        EndTime: to,
        ScanBy: 'TimestampAscending',
      });
      const { MetricDataResults } = await client.send(command, { abortSignal });
      return MetricDataResults ?? [];
    },
    destroy() {
      client.destroy();
    },
  };
}
