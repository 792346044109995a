import type { Log } from '../../aws/log';
import type { LeaseWatch } from './lease';
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
  readonly leases: LeaseWatch;
  /** Whether this window is using or making a probe, or deleting it already. */
  readonly isOwn: (name: string) => boolean;
  readonly log: Log;
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
    try {
      const { deletion, isOwn, journal, leases } = this.#options;
      const entries = await journal.entries();
      leases.keepOnly(entries);
      const others = entries.filter(({ name }) => !isOwn(name));
      const remaining = others.map(entry => leases.remaining(entry));
      const due = others.filter((_, index) => remaining[index] === 0);
      const failed = await Promise.all(due.map(entry => deletion.delete(entry)));
      const left = failed.filter(failure => failure !== undefined).length;
      this.#fruitless = left > 0 ? this.#fruitless + 1 : 0;
      const leased = remaining.filter(ms => ms > 0).map(ms => ms + 100);
      this.#schedule(left > 0 ? [...leased, this.#againMs()] : leased);
    } catch (error) {
      this.#options.log.warn(`The journal of temporary probes could not be read: ${String(error)}`);
      this.later();
    }
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
