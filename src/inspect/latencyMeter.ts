import type { LatencyMeasurement } from '../core/latency/latency';
import { Emitter, type Disposable, type Event } from './emitter';
import type { KnownFunction } from './functionCatalog';
import type { InspectionStore } from './inspectionStore';
import type { Inspector } from './inspector';

/** Calls of each kind: p99 of 100 is the second largest. */
const SAMPLES = 100;
/** Most bytes that are read in a row. */
const SEQUENTIAL_BYTES = 32 * 1024 * 1024;
/** Longest that one measurement takes inside the function. */
const WITHIN_MS = 30_000;

/** One that was asked for and not made. */
export interface FailedMeasurement {
  readonly error: unknown;
  /** On which READ was to be measured; absolute path as a decodeBytes string. */
  readonly file: string | undefined;
}

/** Measures latencies when asked to, one measurement a function at a time, and hands on what came out. */
export class LatencyMeter implements Disposable {
  readonly #inspector: Pick<Inspector, 'measureLatency'>;
  readonly #store: Pick<InspectionStore, 'measured'>;
  readonly #operationsPerSecond: () => number;
  readonly #running = new Map<string, AbortController>();
  readonly #failures = new Map<string, FailedMeasurement>();
  readonly #changed = new Emitter<string>();

  /** Tells the ARN of a function whose measurement begins or ends. */
  readonly onDidChange: Event<string> = this.#changed.event;

  /** @param operationsPerSecond NFS operations that a measurement may cost on average, so that others are not starved */
  constructor(
    inspector: Pick<Inspector, 'measureLatency'>,
    store: Pick<InspectionStore, 'measured'>,
    operationsPerSecond: () => number,
  ) {
    this.#inspector = inspector;
    this.#store = store;
    this.#operationsPerSecond = operationsPerSecond;
  }

  isMeasuring(arn: string): boolean {
    return this.#running.has(arn);
  }

  /** Why the last measurement failed; undefined where it was made or cancelled, or another one has begun. */
  failure(arn: string): FailedMeasurement | undefined {
    return this.#failures.get(arn);
  }

  cancel(arn: string): void {
    this.#running.get(arn)?.abort();
  }

  /**
   * Measures anew; one that is under way ends. Nothing where it was cancelled.
   *
   * @param file on which READ is measured; absolute path as a decodeBytes string
   * @throws HumanError
   */
  async measure(known: KnownFunction, file?: string): Promise<LatencyMeasurement | undefined> {
    const { arn, fileSystem } = known.target;
    this.cancel(arn);
    const abort = new AbortController();
    this.#running.set(arn, abort);
    this.#failures.delete(arn);
    this.#changed.fire(arn);
    try {
      const part = await this.#inspector.measureLatency(
        known,
        {
          path: fileSystem.localMountPath,
          file,
          samples: SAMPLES,
          operationsPerSecond: this.#operationsPerSecond(),
          sequentialBytes: SEQUENTIAL_BYTES,
          withinMs: WITHIN_MS,
        },
        { signal: abort.signal },
      );
      const measurement = { ...part, measuredAt: new Date().toISOString() };
      await this.#store.measured(known, measurement);
      return measurement;
    } catch (error) {
      if (abort.signal.aborted) {
        return undefined;
      }
      this.#failures.set(arn, { error, file });
      throw error;
    } finally {
      if (this.#running.get(arn) === abort) {
        this.#running.delete(arn);
      }
      this.#changed.fire(arn);
    }
  }

  dispose(): void {
    for (const abort of this.#running.values()) {
      abort.abort();
    }
    this.#changed.dispose();
  }
}
