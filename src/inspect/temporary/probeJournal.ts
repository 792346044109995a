import type { Connection } from '../../aws/connection';
import type { Memento } from '../ports';

/** `vscode.Memento` fits it. */
export interface JournalStorage extends Memento {
  keys(): readonly string[];
}

/** A temporary probe that was about to be created and is not known to be deleted. */
export interface JournalEntry {
  readonly name: string;
  readonly connection: Connection;
  readonly functionArn: string;
  /**
   * Milliseconds since 1970. Until then some window may be using it; whoever uses it renews this. After a crash
   * nobody does.
   */
  readonly leaseUntil: number;
}

/**
 * What we have created in accounts, kept over restarts. Written before the creation, removed after the deletion. Each
 * probe has a key of its own: several windows write at once.
 */
export class ProbeJournal {
  readonly #storage: JournalStorage;

  constructor(storage: JournalStorage) {
    this.#storage = storage;
  }

  entries(): readonly JournalEntry[] {
    return this.#storage
      .keys()
      .filter(key => key.startsWith(PREFIX))
      .flatMap(key => this.#storage.get<JournalEntry>(key) ?? []);
  }

  async write(entry: JournalEntry): Promise<void> {
    await this.#storage.update(PREFIX + entry.name, entry);
  }

  async remove(name: string): Promise<void> {
    await this.#storage.update(PREFIX + name, undefined);
  }
}

/** The number is the version of what is kept. */
const PREFIX = 'temporaryProbe.1.';
