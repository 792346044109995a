import type { Executions } from '../execution/executions';
import type { Creation } from '../faults';
import type { FileSystemStore } from '../fileSystemStore';
import type { FunctionStore } from '../functionStore';
import type { LeastOffer } from '../leastOffer';
import type { NetworkSeed } from '../options';
import type { MetricStore } from '../metricStore';
import type { Reply } from '../reply';
import type { S3FileSystemStore } from '../s3FileSystemStore';
import type { RequestRoute } from '../route';

/** A request that passed the endpoint's door. */
export interface OperationRequest {
  readonly route: RequestRoute;
  readonly region: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  /** Where a function's code can be fetched from without credentials. */
  codeLink(region: string, functionName: string): string;
  /** What is to become of a function that this request creates, or wakes from Inactive. */
  readonly creation: Creation;
}

/** What the operations work on. */
export interface Service {
  readonly store: FunctionStore;
  readonly fileSystems: FileSystemStore;
  readonly s3FileSystems: S3FileSystemStore;
  readonly networks: readonly NetworkSeed[];
  readonly metrics: MetricStore;
  readonly executions: Executions;
  /** Absent where everything is offered. */
  readonly leastOffer?: LeastOffer;
}

export type Operation = (request: OperationRequest, service: Service) => Reply | Promise<Reply>;
