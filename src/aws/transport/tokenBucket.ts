import { setTimeout as sleep } from 'node:timers/promises';

/** Lets requests through at a steady rate, after a short burst. Waiters are served in order. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;
  #last: Promise<void> = Promise.resolve();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(perSecond: number, capacity: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#capacity = capacity;
    this.#now = now;
    this.#tokens = capacity;
    this.#filledAt = now();
  }

  /** Resolves when a request may go. @throws the signal's reason when aborted while waiting */
  take(signal?: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#wait(signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    this.#fill();
    while (this.#tokens < 1) {
      const milliseconds = ((1 - this.#tokens) / this.#perSecond) * 1000;
      await sleep(Math.ceil(milliseconds), undefined, { signal }).catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error;
      });
      this.#fill();
    }
    this.#tokens -= 1;
  }

  #fill(): void {
    const now = this.#now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
  }
}
