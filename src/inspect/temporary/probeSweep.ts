import type { ProbeDeletion } from './probeDeletion';
import type { ProbeJournal } from './probeJournal';

/** Which waits there are, in milliseconds. */
export interface SweepTiming {
  /** After a sweep that left something; doubled each time it does so again. */
  readonly sweepAgainMs: number;
  readonly longestSweepAgainMs: number;
}

export interface ProbeSweepOptions {
  readonly journal: ProbeJournal;
  readonly deletion: ProbeDeletion;
  /** Whether this window is using or making a probe, or deleting it already. */
  readonly isOwn: (name: string) => boolean;
  readonly timing?: Partial<SweepTiming>;
}

/**
 * Deletes the temporary probes that the journal knows and no window uses any more: those of windows that are gone, and
 * those that could not be deleted at once. What another window may still be using is looked at again when its lease
 * has run out; what cannot be deleted, later and later.
 */
export class ProbeSweep {
  readonly #options: ProbeSweepOptions;
  readonly #timing: SweepTiming;
  #next: NodeJS.Timeout | undefined;
  #fruitless = 0;
  #stopped = false;

  constructor(options: ProbeSweepOptions) {
    this.#options = options;
    this.#timing = { sweepAgainMs: 5 * 60_000, longestSweepAgainMs: 60 * 60_000, ...options.timing };
  }

  async run(): Promise<void> {
    clearTimeout(this.#next);
    const { deletion, isOwn, journal } = this.#options;
    const others = journal.entries().filter(({ name }) => !isOwn(name));
    const now = Date.now();
    const due = others.filter(({ leaseUntil }) => leaseUntil <= now);
    const failed = await Promise.all(due.map(entry => deletion.delete(entry)));
    const left = failed.filter(failure => failure !== undefined).length;
    const leases = others.flatMap(({ leaseUntil }) => (leaseUntil > now ? leaseUntil - now + 100 : []));
    this.#fruitless = left > 0 ? this.#fruitless + 1 : 0;
    this.#schedule(left > 0 ? [...leases, this.#againMs()] : leases);
  }

  /** Something may be left that this window could not delete. */
  later(): void {
    this.#fruitless = Math.max(1, this.#fruitless);
    this.#schedule([this.#againMs()]);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#next);
  }

  #againMs(): number {
    const { longestSweepAgainMs, sweepAgainMs } = this.#timing;
    return Math.min(sweepAgainMs * 2 ** (this.#fruitless - 1), longestSweepAgainMs);
  }

  #schedule(delaysMs: readonly number[]): void {
    clearTimeout(this.#next);
    if (delaysMs.length > 0 && !this.#stopped) {
      this.#next = setTimeout(() => void this.run(), Math.min(...delaysMs)).unref();
    }
  }
}
