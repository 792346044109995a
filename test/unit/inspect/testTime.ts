import timersPromises from 'node:timers/promises';
import { replace } from '../probe/inProcess';

interface Timer {
  readonly run: () => void;
  at: number;
  readonly everyMs?: number;
}

/** The time of this process, which stands still but for what a test lets pass. Until `restoreAll`. */
export class TestTime {
  ms = 1_000_000;
  /** Milliseconds of each wait, in the order in which they began. */
  readonly waits: number[] = [];
  readonly #timers = new Set<Timer>();

  constructor() {
    const begin = (run: () => void, ms: number, everyMs?: number) => {
      this.waits.push(ms);
      const timer = { run, at: this.ms + ms, everyMs, unref: () => timer };
      this.#timers.add(timer);
      return timer;
    };
    const end = (timer: unknown) => this.#timers.delete(timer as Timer);
    replace(performance, 'now', () => () => this.ms);
    replace(Date, 'now', () => () => this.ms);
    replace(globalThis, 'setTimeout', () => ((run: () => void, ms = 0) => begin(run, ms)) as never);
    replace(globalThis, 'setInterval', () => ((run: () => void, ms = 0) => begin(run, ms, ms)) as never);
    replace(globalThis, 'clearTimeout', () => end);
    replace(globalThis, 'clearInterval', () => end);
    replace(
      timersPromises,
      'setTimeout',
      () =>
        ((ms: number, _value: unknown, { signal }: { readonly signal?: AbortSignal } = {}) =>
          new Promise<void>((resolve, reject) => {
            const giveUp = () => reject(signal?.reason as Error);
            begin(() => {
              signal?.removeEventListener('abort', giveUp);
              resolve();
            }, ms);
            signal?.addEventListener('abort', giveUp, { once: true });
          })) as never,
    );
  }

  /** How many waits go on. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets what is due within so many milliseconds happen, each at its time, and all that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.ms + ms;
    await settle();
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.ms = next.at;
      if (next.everyMs === undefined) {
        this.#timers.delete(next);
      } else {
        next.at += next.everyMs;
      }
      next.run();
      await settle();
    }
    this.ms = end;
  }

  #nextUntil(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Lets all go on that waits for no time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** The time of day, which stands still but for what a test lets pass; waits go on. Until `restoreAll`. */
export class StoppedDay {
  #now = Date.now();

  constructor() {
    replace(Date, 'now', () => () => this.#now);
  }

  pass(ms: number): void {
    this.#now += ms;
  }
}
