/** What is tried where nothing else is asked for: every run of `npm test` tries the same. */
const USUAL_SEED = 20_260_429;

/**
 * A repeatable source of chance. `HOSTILE_SEED=random npm run test:hostile` tries what was not tried before; the seed
 * is printed, and `HOSTILE_SEED=NUMBER` repeats it.
 */
export class Rng {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  static fromEnvironment(): Rng {
    const wanted = process.env['HOSTILE_SEED'] ?? String(USUAL_SEED);
    const seed = wanted === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(wanted);
    if (!Number.isSafeInteger(seed) || wanted === '') {
      throw new Error(`HOSTILE_SEED is “${wanted}”: give it a whole number, or “random”.`);
    }
    console.log(`      HOSTILE_SEED=${seed}`);
    return new Rng(seed);
  }

  /** mulberry32. From 0 up to but not including 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to but not including `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** JSON in which one or a few values are others. */
  mutated(value: unknown): unknown {
    const copy = structuredClone(value);
    for (let count = 1 + this.below(3); count > 0; count--) {
      this.#mutateWithin(copy);
    }
    return copy;
  }

  #mutateWithin(value: unknown): void {
    let holder = value as Record<string, unknown>;
    for (;;) {
      const key = this.pick(Object.keys(holder));
      const field = holder[key];
      const isHolder = typeof field === 'object' && field !== null && Object.keys(field).length > 0;
      if (!isHolder || this.chance(0.3)) {
        const wrong = this.pick<unknown>([
          null,
          5,
          -1.5,
          '',
          'x',
          '\ud800',
          [],
          {},
          true,
          [null],
          { ok: true },
        ]);
        if (this.chance(0.2)) {
          delete holder[key];
        } else {
          holder[key] = wrong;
        }
        return;
      }
      holder = field as Record<string, unknown>;
    }
  }
}
