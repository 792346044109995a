import type { EarlierJournal } from '../../../src/inspect/temporary/probeJournal';

/** Outlives its users, as `globalState` does, and keeps what JSON keeps. */
export class MemoryStorage implements EarlierJournal {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string): T | undefined {
    const text = this.#values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) {
      this.#values.delete(key);
    } else {
      this.#values.set(key, JSON.stringify(value));
    }
    return Promise.resolve();
  }
}
