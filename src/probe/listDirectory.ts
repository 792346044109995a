import fs, { constants } from 'node:fs';
import { decodeBytes, encodeText } from '../core/text/byteText';
import { now } from './clock';
import { ColumnsBuilder, type EntryRow } from './columns';
import { descriptorPath, usePlace } from './inside';
import { ProbeError, sectionError } from './section';
import type { DirectoryPart, ListStep } from './steps';

/** The kernel's PATH_MAX, which no name exceeds. */
const NAME_BYTES = 4096;

/** A part is sent when one of these is reached, so that little is lost when a later call hangs. */
const PART_ENTRIES = 1024;
const PART_BYTES = 64 * 1024;
const PART_MS = 250;

/** A page ends when its names and link targets reach this, so that a function with 128 MB can hold it. */
const PAGE_BYTES = 4 * 1024 * 1024;

export interface ReadEntry {
  readonly name: Buffer;
  /** As `ls` spells it; `?` where readdir does not say. */
  readonly type: string;
}

/**
 * Gives the parts of a page of a directory of the mount, or of the sandbox, as they are read.
 *
 * @throws ProbeError `OUTSIDE`; errno exceptions; what was given before stays valid
 */
export function sendPage(step: ListStep, send: (part: DirectoryPart) => void): void {
  const sendAll = (path: string) => {
    for (const part of readPage(path, step)) {
      send(part);
    }
  };
  if (step.mount) {
    usePlace(step.path, step.mount, ({ descriptor }) => sendAll(descriptorPath(descriptor)));
  } else {
    sendAll(step.path);
  }
}

/**
 * Reads a page of a directory in consecutive parts, the last one marked by `more: false` or by being the last.
 * lstat follows each name at once: over NFS, READDIR has just brought the attributes, and a moment later each
 * lstat would cost a round trip.
 *
 * @throws errno exceptions; what was yielded before stays valid
 */
function* readPage(directory: string, step: ListStep): Generator<DirectoryPart> {
  const path = Buffer.from(directory);
  const { ino, mtimeNs } = fs.statSync(path, { bigint: true });
  const fingerprint = `${ino}:${mtimeNs}`;
  const { entries, at } = resume(path, step);
  const { position } = step;
  const changed = position !== undefined && (position.fingerprint !== fingerprint || position.skip !== at);

  let count = 0;
  let pageBytes = 0;
  const pathOf = pathsBelow(path);
  let part = new PartBuilder(at);
  for (const entry of entries) {
    const full = count === step.limit || pageBytes >= PAGE_BYTES || (count > 0 && now() >= step.stopAt);
    if (full || part.full) {
      yield { ...part.columns(), fingerprint, changed, more: true };
      part = new PartBuilder(at + count);
    }
    if (full) {
      return;
    }
    pageBytes += part.add(entry, pathOf(entry.name), step.leaveAlone);
    count += 1;
  }
  yield { ...part.columns(), fingerprint, changed, more: false };
}

/** Paths of a directory's entries, each in the same memory as the one before. */
export function pathsBelow(directory: Buffer): (name: Buffer) => Buffer {
  const start = directory.length + 1;
  const path = Buffer.alloc(start + NAME_BYTES, '/');
  directory.copy(path);
  return name => path.subarray(0, start + name.copy(path, start));
}

/**
 * Entries after the step's position, and the index of the first of them in readdir order. Looks for the last name of
 * the page before, so that entries that came or went before it neither hide nor double others; counts where that name
 * is gone.
 */
export function resume(
  path: Buffer,
  { position, stopAt }: Pick<ListStep, 'position' | 'stopAt'>,
): { entries: Iterable<ReadEntry>; at: number } {
  if (!position) {
    return { entries: readEntries(path), at: 0 };
  }
  const last = Buffer.from(encodeText(position.last));
  const found = advance(readEntries(path), stopAt, entry => entry.name.equals(last));
  if (found.stopped) {
    return found;
  }
  return advance(readEntries(path), stopAt, (_, index) => index + 1 === position.skip);
}

/** Reads entries up to and including the one on which `isLast` says so. */
function advance(
  entries: Generator<ReadEntry>,
  stopAt: number,
  isLast: (entry: ReadEntry, index: number) => boolean,
): { entries: Iterable<ReadEntry>; at: number; stopped: boolean } {
  let at = 0;
  for (let next = entries.next(); !next.done; next = entries.next()) {
    if (now() >= stopAt) {
      throw new ProbeError('TIMEOUT', 'the deadline passed before the place of the cursor was reached');
    }
    at += 1;
    if (isLast(next.value, at - 1)) {
      return { entries, at, stopped: true };
    }
  }
  return { entries, at, stopped: false };
}

function* readEntries(path: Buffer): Generator<ReadEntry> {
  const directory = fs.opendirSync(path, {
    encoding: 'buffer' as BufferEncoding,
    bufferSize: PART_ENTRIES,
  });
  try {
    for (let dirent = readEntry(directory); dirent; dirent = readEntry(directory)) {
      yield { name: dirent.name, type: direntType(dirent) };
    }
  } finally {
    directory.closeSync();
  }
}

/**
 * Where readdir gives no type, Node calls `fs.lstatSync` itself, and drops a whole batch of names where that fails: in
 * a directory that may be read but not searched, or when a file is deleted meanwhile. It is given the answer that no
 * type is known; the real lstat comes once for each entry, in {@link PartBuilder.add}.
 */
function readEntry(directory: fs.Dir): BufferDirent | null {
  const { lstatSync } = fs;
  const untyped = Object.create(fs.Stats.prototype) as fs.Stats;
  Object.assign(fs, { lstatSync: () => untyped });
  try {
    return directory.readSync() as unknown as BufferDirent | null;
  } finally {
    Object.assign(fs, { lstatSync });
  }
}

/** What Node gives for `encoding: 'buffer'`; the typings know only string names here. */
export type BufferDirent = Omit<fs.Dirent, 'name'> & { readonly name: Buffer };

function direntType(dirent: BufferDirent): string {
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

const MODE_TYPES: Readonly<Record<number, string>> = {
  [constants.S_IFREG]: '-',
  [constants.S_IFDIR]: 'd',
  [constants.S_IFLNK]: 'l',
  [constants.S_IFIFO]: 'p',
  [constants.S_IFSOCK]: 's',
  [constants.S_IFBLK]: 'b',
  [constants.S_IFCHR]: 'c',
};

class PartBuilder {
  readonly #first: number;
  readonly #endsAt = now() + PART_MS;
  readonly #columns = new ColumnsBuilder();
  #bytes = 0;

  constructor(first: number) {
    this.#first = first;
  }

  get full(): boolean {
    const { length } = this.#columns;
    return length >= PART_ENTRIES || this.#bytes >= PART_BYTES || (length > 0 && now() >= this.#endsAt);
  }

  /** Returns the bytes of the entry's name and target. */
  add({ name, type }: ReadEntry, path: Buffer, leaveAlone: readonly string[]): number {
    const row = readRow(decodeBytes(name), type, path, leaveAlone);
    const bytes = name.length + (row.target?.length ?? 0);
    this.#columns.add(row);
    this.#bytes += bytes;
    return bytes;
  }

  columns(): Omit<DirectoryPart, 'changed' | 'fingerprint' | 'more'> {
    return { first: this.#first, ...this.#columns.first(Infinity) };
  }
}

function readRow(name: string, type: string, path: Buffer, leaveAlone: readonly string[]): EntryRow {
  let row: EntryRow = { name, type, mode: -1, links: 0, uid: 0, gid: 0, size: '0', modified: 0 };
  try {
    if (leaveAlone.includes(name)) {
      throw new ProbeError('SKIPPED', 'this mount point does not respond');
    }
    const stats = fs.lstatSync(path, { bigint: true });
    const mode = Number(stats.mode);
    row = {
      name,
      type: MODE_TYPES[mode & constants.S_IFMT] ?? '?',
      mode,
      links: Number(stats.nlink),
      uid: Number(stats.uid),
      gid: Number(stats.gid),
      size: String(stats.size),
      modified: Number(stats.mtimeMs),
    };
    return row.type === 'l'
      ? { ...row, target: decodeBytes(fs.readlinkSync(path, { encoding: 'buffer' })) }
      : row;
  } catch (error) {
    return { ...row, error: sectionError(error).code };
  }
}
