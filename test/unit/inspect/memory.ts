import type { KeptFile, TextFiles } from '../../../src/inspect/kept/storageFolder';
import type { EarlierJournal } from '../../../src/inspect/temporary/journalPlace';
import type { Memento } from '../../../src/inspect/ports';

/** Outlives its users, as `globalState` does, and keeps what JSON keeps. */
export class MemoryMemento implements EarlierJournal, Memento {
  readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string): T | undefined {
    return structuredClone(this.values.get(key)) as T | undefined;
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) {
      this.values.delete(key);
    } else {
      this.values.set(key, JSON.parse(JSON.stringify(value)));
    }
    return Promise.resolve();
  }
}

/** A storage folder that outlives its users. */
export class MemoryFiles implements TextFiles {
  readonly texts = new Map<string, string>();

  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(name));
  }

  write(name: string, text: string): Promise<void> {
    this.texts.set(name, text);
    return Promise.resolve();
  }

  delete(name: string): Promise<void> {
    this.texts.delete(name);
    return Promise.resolve();
  }

  list(): Promise<readonly KeptFile[]> {
    const modifiedAt = Date.now();
    return Promise.resolve([...this.texts].map(([name, text]) => ({ name, bytes: text.length, modifiedAt })));
  }
}
