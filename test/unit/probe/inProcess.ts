import fs, { readFileSync } from 'node:fs';
import type { ServedMount } from '../../../src/probe/mountTable';

type Functions<T> = {
  [Key in keyof T as T[Key] extends (...args: never[]) => unknown ? Key : never]: T[Key];
};

/** Puts a function in the place of another until {@link restoreAll}. @param make gets the one that was there */
export function replace<T extends object, Key extends keyof Functions<T>>(
  owner: T,
  name: Key,
  make: (original: T[Key]) => T[Key],
): void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const original = owner[name];
  Object.defineProperty(owner, name, { configurable: true, writable: true, value: make(original) });
  replaced.push(() => {
    if (own) {
      Object.defineProperty(owner, name, own);
    } else {
      Reflect.deleteProperty(owner, name);
    }
  });
}

const replaced: (() => void)[] = [];

export function restoreAll(): void {
  for (const restore of replaced.splice(0).reverse()) {
    restore();
  }
}

/** The clock of the probe, which stands still but for what a test or a wait moves it on. Until {@link restoreAll}. */
export class StoppedClock {
  #ms = 1000;
  /** Waits of the probe, in milliseconds. */
  readonly waits: number[] = [];

  constructor() {
    replace(performance, 'now', () => () => this.#ms);
    replace(process.hrtime, 'bigint', () => () => BigInt(Math.round(this.#ms * 1e6)));
    replace(Atomics, 'wait', () => (array: ArrayLike<unknown>, index: number, value: unknown, ms = 0) => {
      if (array[index] !== value) {
        return 'not-equal' as const;
      }
      if (ms > 0) {
        this.waits.push(ms);
        this.advance(ms);
      }
      return 'timed-out' as const;
    });
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}

/** A folder in place of a mount, as the probe's child would be told of it. */
export function mountAt(folder: string): ServedMount {
  const descriptor = fs.openSync(folder, 'r');
  const [, id] = /^mnt_id:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')) ?? [];
  fs.closeSync(descriptor);
  return { mountPoint: folder, mountId: Number(id) };
}

/** The probe's child leaves the working directory of its process at the root. */
export function keepWorkingDirectory(): void {
  let folder: string;
  before(() => (folder = process.cwd()));
  afterEach(() => process.chdir(folder));
}

/** Closes the directories that each test leaves open: what they stay open for has ended with the process elsewhere. */
export function closeOpenedDirectories(): void {
  const opened: fs.Dir[] = [];
  beforeEach(() =>
    replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
      const directory = original(...args);
      opened.push(directory);
      return directory;
    }),
  );
  afterEach(() => {
    for (const directory of opened.splice(0)) {
      try {
        directory.closeSync();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_DIR_CLOSED') {
          throw error;
        }
      }
    }
  });
}

/** Names of a directory as readdir gives them; Node's own `readdirSync` sorts them. */
export function readdirOrder(folder: string): readonly string[] {
  const directory = fs.opendirSync(folder);
  const names: string[] = [];
  for (let entry = directory.readSync(); entry; entry = directory.readSync()) {
    names.push(entry.name);
  }
  directory.closeSync();
  return names;
}
