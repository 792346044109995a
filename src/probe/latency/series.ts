import type { LatencyOperation, LatencySeries } from '../../protocol';
import { now } from '../clock';
import { sectionError } from '../section';
import {
  costBetween,
  kernelBetween,
  readCounters,
  requestsBetween,
  type Counters,
} from './operationCounters';

/** What one call is to measure. */
export interface Sampling {
  readonly operation: LatencyOperation;
  /** Of READ. */
  readonly bytes?: number;
  /** Whether a call may take several such requests, which go out at once. */
  readonly severalRequests?: boolean;
}

export interface Pace {
  /** Of all series together: what the last call of one has cost, the first of the next waits for. */
  readonly pacer: Pacer;
  /** Time of {@link now} after which no call is begun. */
  readonly stopAt: number;
}

/** Keeps calls to a rate of requests. */
export class Pacer {
  readonly mountPoint: string;
  readonly #gapMs: number;
  #next = now();
  #begun = this.#next;
  #before: Counters | undefined;

  /** @param gapMs least milliseconds between two calls */
  constructor(mountPoint: string, gapMs: number) {
    this.mountPoint = mountPoint;
    this.#gapMs = gapMs;
  }

  /** Waits for the turn of the next call. @returns whether there is time for one before `stopAt` */
  begin(stopAt: number): boolean {
    if (Math.max(now(), this.#next) >= stopAt) {
      return false;
    }
    wait(this.#next - now());
    this.#begun = now();
    this.#before = readCounters(this.mountPoint);
    this.#next = this.#begun + this.#gapMs;
    return true;
  }

  /** Makes what the call asked of the server count. Without counters it is one request. @param least requests */
  count(after: Counters | undefined, least: 0 | 1): void {
    const asked = this.#before && after ? costBetween(this.#before, after) : 1;
    this.#next = this.#begun + this.#gapMs * Math.max(least, asked);
  }
}

/**
 * Makes calls one after the other and takes the time of each. Where the mount has counters, only calls count that made
 * exactly the request that is measured: neither those that a cache answered nor those that asked for more.
 *
 * @param calls each is prepared untimed, and gives the call to be timed; undefined where it cannot be made
 */
export function sample(
  { operation, bytes, severalRequests = false }: Sampling,
  calls: Iterable<(() => () => void) | undefined>,
  { pacer, stopAt }: Pace,
): LatencySeries {
  const { mountPoint } = pacer;
  const micros: number[] = [];
  const others = { cached: 0, mixed: 0, failed: 0 };
  const begin = readCounters(mountPoint);
  let error: string | undefined;
  for (const prepare of calls) {
    if (!pacer.begin(stopAt)) {
      break;
    }
    let after: Counters | undefined;
    try {
      const call = prepare?.();
      if (!call) {
        continue;
      }
      const before = readCounters(mountPoint);
      const started = process.hrtime.bigint();
      call();
      const took = Number(process.hrtime.bigint() - started) / 1000;
      after = readCounters(mountPoint);
      const kind = judge(before, after, operation, severalRequests);
      if (kind === 'alone') {
        micros.push(Math.round(took));
      } else {
        others[kind] += 1;
      }
    } catch (thrown) {
      others.failed += 1;
      error ??= sectionError(thrown).code;
    } finally {
      // What prepared the call may have asked the server as well, and what failed has.
      pacer.count(after ?? readCounters(mountPoint), 1);
    }
  }
  const end = begin && readCounters(mountPoint);
  return {
    operation,
    bytes,
    micros,
    ...others,
    kernel: begin && end && kernelBetween(begin, end, operation),
    error,
  };
}

function judge(
  before: Counters | undefined,
  after: Counters | undefined,
  operation: string,
  severalRequests: boolean,
): 'alone' | 'cached' | 'mixed' {
  if (!before || !after) {
    return 'alone';
  }
  const requests = requestsBetween(before, after);
  const wanted = requests.get(operation) ?? 0;
  if (requests.size === 0) {
    return 'cached';
  }
  return requests.size === 1 && (wanted === 1 || (severalRequests && wanted > 0)) ? 'alone' : 'mixed';
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** The child does nothing else meanwhile. Nothing to wait for may also be less than no time. */
function wait(ms: number): void {
  Atomics.wait(sleeper, 0, 0, ms);
}
