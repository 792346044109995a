import fs from 'node:fs';
import { decodeBytes } from '../core/text/byteText';

/** Names that are taken from the kernel's buffer at once. */
const BATCH = 1024;

/** Names that Node keeps of those, which it moves up by one each time that it gives one. */
const BUFFERED = 32;

/** The entries of a directory in readdir order, each of them read once. Stays open until it is closed. */
export class DirectoryReader {
  readonly #directory: fs.Dir;
  #batch: readonly fs.Dirent[] = [];
  #next = 0;
  #taken = 0;
  #last: string | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** @throws errno exceptions */
  constructor(path: string) {
    this.#directory = fs.opendirSync(path, { encoding: 'latin1', bufferSize: BUFFERED });
  }

  /** How many entries were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Name of the entry that was taken last, a character a byte. */
  get last(): string | undefined {
    return this.#last;
  }

  /** The next entry, which remains the next; undefined at the end. Its name has a character a byte. @throws errno exceptions */
  peek(): fs.Dirent | undefined {
    if (this.#next === this.#batch.length) {
      this.#readBatch();
    }
    return this.#batch[this.#next];
  }

  /** Goes on to the entry after the next. */
  take(): void {
    this.#last = this.#batch[this.#next]?.name;
    this.#next += 1;
    this.#taken += 1;
  }

  close(): void {
    this.#directory.closeSync();
  }

  /**
   * Where readdir gives no type, Node calls `fs.lstatSync` itself, and drops a whole batch of names where that fails: in
   * a directory that may be read but not searched, or when a file is deleted meanwhile. It is given the answer that no
   * type is known; the real lstat comes once for each entry, from whoever takes it.
   */
  #readBatch(): void {
    const { lstatSync } = fs;
    const untyped = Object.create(fs.Stats.prototype) as fs.Stats;
    Object.assign(fs, { lstatSync: () => untyped });
    const batch: fs.Dirent[] = [];
    try {
      if (this.#failure) {
        throw this.#failure.error;
      }
      for (let dirent = this.#directory.readSync(); dirent; dirent = this.#directory.readSync()) {
        batch.push(dirent);
        if (batch.length === BATCH) {
          break;
        }
      }
    } catch (error) {
      if (batch.length === 0) {
        throw error;
      }
      this.#failure = { error };
    } finally {
      Object.assign(fs, { lstatSync });
    }
    this.#batch = batch;
    this.#next = 0;
  }
}

const ASCII = /^[\0-\x7f]*$/;

/** The text of a name that has a character a byte. */
export function nameText(name: string): string {
  return ASCII.test(name) ? name : decodeBytes(Buffer.from(name, 'latin1'));
}

/** A path, from an ASCII beginning and a name that has a character a byte. */
export function pathTo(beginning: string, name: string): string | Buffer {
  const path = beginning + name;
  return ASCII.test(name) ? path : Buffer.from(path, 'latin1');
}

/** As `ls` spells it; `?` where readdir does not say. */
export function direntType(dirent: fs.Dirent): string {
  return dirent.isFile()
    ? '-'
    : dirent.isDirectory()
      ? 'd'
      : dirent.isSymbolicLink()
        ? 'l'
        : dirent.isFIFO()
          ? 'p'
          : dirent.isSocket()
            ? 's'
            : dirent.isBlockDevice()
              ? 'b'
              : dirent.isCharacterDevice()
                ? 'c'
                : '?';
}
