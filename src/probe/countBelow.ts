import fs, { constants, type BigIntStats } from 'node:fs';
import { encodeText } from '../core/text/byteText';
import { now } from './clock';
import { decodeCursor, encodeCursor } from './cursor';
import { nameText, pathTo, type DirectoryReader } from './directoryReader';
import { descriptorPath, standingIn, usePlace } from './inside';
import { fingerprintOf, type OpenDirectories } from './openDirectories';
import type { LargeFile, PendingDirectory, TotalsPart } from '../protocol';
import { PATH_MAX } from './requestParts';
import { sectionError } from './section';
import type { MountStep } from './questions/question';

const OPEN_FLAGS = constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** An answer ends when the paths that remain reach this. */
const PENDING_BYTES = 1024 * 1024;

const MOST_LARGEST = 20;
const MOST_UNREADABLE = 50;

/** stat(2): the unit of st_blocks, whatever the file system's own block size is. */
const BLOCK_BYTES = 512n;

/**
 * Counts what lies below directories of the mount until the step's bounds are reached, and says which directories
 * remain. Follows no link and enters no other file system: each directory is verified once it is open, and its entries
 * are reached through what was opened.
 *
 * @throws ProbeError, errno exceptions where the directory that was asked for cannot be counted at all
 */
export function countBelow(step: MountStep<'totals'>, open: OpenDirectories): TotalsPart {
  const path = step.pending ? step.path : usePlace(step.path, step.mount, place => place.path);
  const count = new Count(step, open);
  const stack = [...(step.pending ?? [{ path }])].reverse();
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (count.full) {
      stack.push(next);
      break;
    }
    for (const remaining of count.visit(next, step.pending === undefined && next.path === path)) {
      stack.push(remaining);
    }
  }
  return { path, ...count.result(), pending: stack.reverse() };
}

class Count {
  readonly #step: MountStep<'totals'>;
  readonly #open: OpenDirectories;
  readonly #skip: ReadonlySet<string>;
  readonly #linked = new Map<bigint, Pick<BigIntStats, 'size' | 'blocks'>>();
  readonly #largest: LargeFile[] = [];
  readonly #unreadable: { path: string; code: string }[] = [];
  #entries = 0;
  #files = 0;
  #directories = 0;
  #links = 0;
  #special = 0;
  #bytes = 0n;
  #allocated = 0n;
  #unreadableCount = 0;
  #otherFileSystems = 0;
  #visited = 0;
  #pendingBytes = 0;
  #changed = false;

  constructor(step: MountStep<'totals'>, open: OpenDirectories) {
    this.#step = step;
    this.#open = open;
    this.#skip = new Set(step.otherMounts);
  }

  /** Whether the part ends before the next directory. The first one is always visited, so that each part gets on. */
  get full(): boolean {
    return this.#visited > 0 && (this.#visited >= this.#step.maxDirectories || this.#exhausted);
  }

  get #exhausted(): boolean {
    const { limit, stopAt } = this.#step;
    return this.#entries >= limit || this.#pendingBytes >= PENDING_BYTES || now() >= stopAt;
  }

  /** @returns what remains of the directory and the directories found in it, the next one last */
  visit(directory: PendingDirectory, isFirst: boolean): PendingDirectory[] {
    this.#visited += 1;
    try {
      return usePlace(
        directory.path,
        this.#step.mount,
        ({ descriptor }) => this.#read(descriptor, directory),
        OPEN_FLAGS,
      );
    } catch (error) {
      if (isFirst) {
        throw error;
      }
      const { code } = sectionError(error);
      if (code === 'OUTSIDE') {
        this.#otherFileSystems += 1;
      } else {
        this.#fail(directory.path, code);
      }
      return [];
    }
  }

  #read(descriptor: number, { path, cursor }: PendingDirectory): PendingDirectory[] {
    const opened = descriptorPath(descriptor);
    const position = cursor === undefined ? undefined : decodeCursor(cursor);
    const stats = fs.fstatSync(descriptor, { bigint: true });
    const { reader, changed } = this.#open.open(opened, stats, { position, stopAt: this.#step.stopAt });
    this.#changed ||= changed;
    const found: PendingDirectory[] = [];
    let more: boolean;
    try {
      more = standingIn(opened, beforeName => this.#countEntries(reader, path, beforeName, stats.dev, found));
    } catch (error) {
      reader.close();
      throw error;
    }
    if (!more) {
      reader.close();
      return found;
    }
    this.#open.keep(stats, reader);
    const last = nameText(reader.last ?? '');
    const rest = encodeCursor({ skip: reader.taken, last, fingerprint: fingerprintOf(stats) });
    return [{ path, cursor: rest }, ...found];
  }

  /** @returns whether entries remain */
  #countEntries(
    reader: DirectoryReader,
    path: string,
    beforeName: string,
    device: bigint,
    found: PendingDirectory[],
  ): boolean {
    const first = reader.taken;
    for (let entry = reader.peek(); entry; entry = reader.peek()) {
      if (reader.taken > first && this.#exhausted) {
        return true;
      }
      const entryPath = `${path === '/' ? '' : path}/${nameText(entry.name)}`;
      if (this.#count(entryPath, pathTo(beforeName, entry.name), device)) {
        found.push({ path: entryPath });
        this.#pendingBytes += entryPath.length;
      }
      reader.take();
    }
    return false;
  }

  /** @returns whether it is a directory to be visited */
  #count(path: string, opened: string | Buffer, device: bigint): boolean {
    this.#entries += 1;
    if (this.#skip.has(path)) {
      this.#otherFileSystems += 1;
      return false;
    }
    let stats: BigIntStats;
    try {
      stats = fs.lstatSync(opened, { bigint: true });
    } catch (error) {
      this.#fail(path, sectionError(error).code);
      return false;
    }
    if (stats.isDirectory()) {
      this.#directories += 1;
      if (encodeText(path).length >= PATH_MAX) {
        this.#fail(path, 'ENAMETOOLONG');
        return false;
      }
      if (stats.dev !== device) {
        this.#otherFileSystems += 1;
      }
      return stats.dev === device;
    }
    if (stats.isFile()) {
      this.#files += 1;
    } else if (stats.isSymbolicLink()) {
      this.#links += 1;
    } else {
      this.#special += 1;
    }
    if (stats.nlink > 1n) {
      if (!this.#linked.has(stats.ino)) {
        // Not all of it: a hundred thousand would not fit into the child's memory.
        this.#linked.set(stats.ino, { size: stats.size, blocks: stats.blocks });
        this.#noteLargest(path, stats);
      }
    } else {
      this.#bytes += stats.size;
      this.#allocated += stats.blocks * BLOCK_BYTES;
      this.#noteLargest(path, stats);
    }
    return false;
  }

  #noteLargest(path: string, stats: BigIntStats): void {
    const { size, blocks, ino } = stats;
    if (!stats.isFile() || size === 0n) {
      return;
    }
    const smallest = this.#largest.at(-1);
    if (this.#largest.length === MOST_LARGEST && smallest && size <= BigInt(smallest.size)) {
      return;
    }
    const before = this.#largest.findIndex(each => BigInt(each.size) < size);
    this.#largest.splice(before === -1 ? this.#largest.length : before, 0, {
      path,
      inode: String(ino),
      size: String(size),
      allocated: String(blocks * BLOCK_BYTES),
    });
    this.#largest.length = Math.min(this.#largest.length, MOST_LARGEST);
  }

  #fail(path: string, code: string): void {
    if (code === 'ENOENT') {
      // Removed since its name was read.
      this.#changed = true;
      return;
    }
    this.#unreadableCount += 1;
    if (this.#unreadable.length < MOST_UNREADABLE) {
      this.#unreadable.push({ path, code });
    }
  }

  result(): Omit<TotalsPart, 'path' | 'pending'> {
    const linked = [...this.#linked];
    return {
      files: this.#files,
      directories: this.#directories,
      links: this.#links,
      special: this.#special,
      bytes: String(this.#bytes),
      allocated: String(this.#allocated),
      linkedInodes: linked.map(([inode]) => String(inode)),
      linkedSizes: linked.map(([, { size }]) => String(size)),
      linkedAllocated: linked.map(([, { blocks }]) => String(blocks * BLOCK_BYTES)),
      largest: this.#largest,
      unreadable: this.#unreadable,
      unreadableCount: this.#unreadableCount,
      otherFileSystems: this.#otherFileSystems,
      changed: this.#changed,
    };
  }
}
