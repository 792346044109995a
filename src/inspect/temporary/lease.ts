import type { KeptEntry } from './journalEntry';

/**
 * Tells whose probes nobody uses any more. Whoever uses one renews its lease; after a crash nobody does. The time in
 * an entry counts only where it is of this machine's clock and only when it is first seen: after that, and for all
 * others, an entry has to stay as it is for the length of a lease, measured here.
 */
export class LeaseWatch {
  readonly #leaseMs: number;
  readonly #machine: string;
  readonly #seen = new Map<string, { readonly renewedAt: number; readonly since: number }>();

  constructor(leaseMs: number, machine: string) {
    this.#leaseMs = leaseMs;
    this.#machine = machine;
  }

  /** Milliseconds until this lease has run out, at most the length of one; 0 where it has. */
  remaining({ machine, name, renewedAt }: KeptEntry): number {
    const now = performance.now();
    let seen = this.#seen.get(name);
    if (seen?.renewedAt !== renewedAt) {
      const isFirst = !seen && machine === this.#machine;
      const elapsed = isFirst ? Math.min(Math.max(0, Date.now() - renewedAt), this.#leaseMs) : 0;
      seen = { renewedAt, since: now - elapsed };
      this.#seen.set(name, seen);
    }
    return Math.max(0, Math.round(seen.since + this.#leaseMs - now));
  }

  /** Forgets what is in the journal no more. */
  keepOnly(entries: readonly KeptEntry[]): void {
    const names = new Set(entries.map(({ name }) => name));
    for (const name of this.#seen.keys()) {
      if (!names.has(name)) {
        this.#seen.delete(name);
      }
    }
  }
}
