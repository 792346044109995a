import { createHash } from 'node:crypto';
import type { Connection } from '../../aws/connection';
import type { Capture } from '../../core/capture/capture';
import type { Problem } from '../../core/humanError';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { parseMeteredJson } from '../../core/text/jsonMeter';
import type { LatencyMeasurement } from '../../core/latency/latency';
import type { FileSystemSetup } from '../../core/mount/fileSystemSetup';
import { isConnection } from './keptConnection';
import {
  isFileSystemSetup,
  isKeptFailure,
  isLambdaFunction,
  isLatencyMeasurement,
  restoredCapture,
} from './keptGuards';
import type { KeptFile, TextFiles } from './storageFolder';

/** What is kept of a function's inspections. A report is made from the capture again, by the parsers of the day. */
export interface KeptInspection {
  readonly target: LambdaFunction;
  readonly connection: Connection;
  readonly capture?: Capture;
  readonly setup?: FileSystemSetup;
  readonly latency?: LatencyMeasurement;
  readonly failure?: { readonly message: string; readonly problem?: Problem; readonly at: string };
}

/** How much is kept, and how long. */
export interface KeepingBounds {
  readonly mostFiles: number;
  readonly mostBytes: number;
  readonly maxAgeMs: number;
  /** Of one inspection. */
  readonly fileBytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const usualBounds: KeepingBounds = {
  mostFiles: 200,
  mostBytes: 128 * 1024 * 1024,
  maxAgeMs: 30 * DAY_MS,
  fileBytes: 32 * 1024 * 1024,
};

const VERSION = 1;

/** The last inspection of each function, a file each, over restarts. The oldest give way to new ones. */
export class KeptInspections {
  readonly #files: TextFiles;
  readonly #bounds: KeepingBounds;
  #pruned: Promise<void> | undefined;

  constructor(files: TextFiles, bounds: KeepingBounds = usualBounds) {
    this.#files = files;
    this.#bounds = bounds;
  }

  /** Undefined where there is none, or none that is whole. @throws where it cannot be read */
  async read(arn: string): Promise<KeptInspection | undefined> {
    await (this.#pruned ??= this.#prune());
    const text = await this.#files.read(fileName(arn));
    return text === undefined ? undefined : restored(parseMeteredJson(Buffer.from(text)), arn);
  }

  /** @throws where it cannot be written or is too large */
  async write(arn: string, kept: KeptInspection): Promise<void> {
    const text = JSON.stringify({ version: VERSION, ...kept });
    if (Buffer.byteLength(text) > this.#bounds.fileBytes) {
      throw new Error(`it is larger than ${this.#bounds.fileBytes} bytes`);
    }
    await this.#files.write(fileName(arn), text);
    this.#pruned = this.#prune();
    await this.#pruned;
  }

  /** @returns how many there were */
  async deleteAll(): Promise<number> {
    const files = await this.#list();
    await Promise.all(files.map(({ name }) => this.#files.delete(name)));
    return files.length;
  }

  async #list(): Promise<readonly KeptFile[]> {
    return (await this.#files.list()).filter(({ name }) => FILE_NAME.test(name));
  }

  async #prune(): Promise<void> {
    const { mostFiles, mostBytes, maxAgeMs } = this.#bounds;
    const newestFirst = [...(await this.#list())].sort((a, b) => b.modifiedAt - a.modifiedAt);
    const oldest = Date.now() - maxAgeMs;
    let bytes = 0;
    for (const [index, file] of newestFirst.entries()) {
      bytes += file.bytes;
      if (index >= mostFiles || bytes > mostBytes || file.modifiedAt < oldest) {
        await this.#files.delete(file.name);
      }
    }
  }
}

function restored(value: unknown, arn: string): KeptInspection | undefined {
  const kept = (value ?? {}) as Readonly<Record<string, unknown>>;
  const { target, connection, setup, failure, latency } = kept;
  if (
    kept['version'] !== VERSION ||
    !isLambdaFunction(target) ||
    target.arn !== arn ||
    !isConnection(connection)
  ) {
    return undefined;
  }
  const capture = restoredCapture(kept['capture']);
  const isFailed = isKeptFailure(failure);
  const isMeasured = isLatencyMeasurement(latency);
  if (!capture && !isFailed && !isMeasured) {
    return undefined;
  }
  return {
    target,
    connection,
    capture: capture?.target.arn === arn ? capture : undefined,
    setup: isFileSystemSetup(setup) ? setup : undefined,
    latency: isMeasured ? latency : undefined,
    failure: isFailed ? (failure as KeptInspection['failure']) : undefined,
  };
}

const FILE_NAME = /^inspection-[0-9a-f]{32}\.json$/;

function fileName(arn: string): string {
  return `inspection-${createHash('sha256').update(arn).digest('hex').slice(0, 32)}.json`;
}
