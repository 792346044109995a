import type { ProbeJournal } from './probeJournal';

/** Says at intervals that probes are in use, from before their creation until their deletion is another's affair. */
export class LeaseKeeper {
  readonly #journal: ProbeJournal;
  readonly #everyMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(journal: ProbeJournal, everyMs: number) {
    this.#journal = journal;
    this.#everyMs = everyMs;
  }

  keep(name: string): void {
    this.end(name);
    this.#timers.set(name, setInterval(() => void this.#journal.renew(name), this.#everyMs).unref());
  }

  end(name: string): void {
    clearInterval(this.#timers.get(name));
    this.#timers.delete(name);
  }
}
