import { setTimeout as sleep } from 'node:timers/promises';
import type { HumanError } from '../core/humanError';
import {
  MAX_LIST_LIMIT,
  MAX_PENDING_DIRECTORIES,
  type LargeFile,
  type PendingDirectory,
  type TotalsPart,
  type UnreadablePath,
} from '../protocol';
import type { KnownFunction } from './functionCatalog';
import type { DirectoryChange } from './directoryCache';
import { Emitter, type Disposable, type Event } from './emitter';
import type { Inspector } from './inspector';
import { asHumanError } from './inspectProblems';

/**
 * What was counted so far below a directory. While it goes on, the paths of the directories that are known to remain
 * and the inodes that have several names are kept; of everything else nothing.
 */
export interface Totals {
  readonly arn: string;
  readonly path: string;
  readonly status: 'counting' | 'done' | 'cancelled' | 'failed';
  readonly error?: HumanError;
  /** Names of regular files. */
  readonly files: number;
  readonly directories: number;
  readonly links: number;
  readonly special: number;
  /** Each inode once. */
  readonly bytes: bigint;
  /** Bytes in blocks. */
  readonly allocated: bigint;
  /** Largest first. */
  readonly largest: readonly LargeFile[];
  /** The first of them. */
  readonly unreadable: readonly UnreadablePath[];
  readonly unreadableCount: number;
  /** Directories on other file systems, which were not entered. */
  readonly otherFileSystems: number;
  readonly changed: boolean;
  /** Directories that are known to remain. */
  readonly pending: number;
  readonly invocations: number;
  /** NFS operations that this cost; absent where the mount has no such counters. */
  readonly operations?: bigint;
  readonly elapsedMs: number;
}

const MOST_LARGEST = 20;
const MOST_UNREADABLE = 100;

/** What is sent back of the directories that remain: far below what a request may hold. */
const PENDING_LENGTH = 256 * 1024;

/** One invocation may use up as many seconds of the rate; it is then paid off by waiting. */
const BURST_SECONDS = 10;

/** About what opening and reading a small directory costs over NFS 4.1: LOOKUP, ACCESS, GETATTR, READDIR. */
const OPERATIONS_PER_DIRECTORY = 4;

/** Counts below directories when asked to, one count a directory, and keeps what came out. */
export class TotalsCounter implements Disposable {
  readonly #inspector: Pick<Inspector, 'countPart'>;
  readonly #operationsPerSecond: () => number;
  readonly #counts = new Map<string, Map<string, Count>>();
  readonly #changed = new Emitter<DirectoryChange>();

  readonly onDidChange: Event<DirectoryChange> = this.#changed.event;

  /** @param operationsPerSecond NFS operations that a count may cost on average, so that others are not starved */
  constructor(inspector: Pick<Inspector, 'countPart'>, operationsPerSecond: () => number) {
    this.#inspector = inspector;
    this.#operationsPerSecond = operationsPerSecond;
  }

  /** By path of the directory. */
  all(arn: string): readonly Totals[] {
    return [...(this.#counts.get(arn)?.values() ?? [])].map(({ totals }) => totals);
  }

  get(arn: string, path: string): Totals | undefined {
    return this.#counts.get(arn)?.get(path)?.totals;
  }

  /** Counts from the beginning; joins a count under way. Never rejects: what went wrong is in the totals. */
  count(known: KnownFunction, path: string): Promise<Totals> {
    const { arn } = known.target;
    const counts = this.#counts.get(arn) ?? new Map<string, Count>();
    this.#counts.set(arn, counts);
    let count = counts.get(path);
    if (count?.totals.status !== 'counting') {
      const changed = () => this.#changed.fire({ arn, path });
      count = new Count(this.#inspector, known, path, this.#operationsPerSecond(), changed);
      counts.set(path, count);
      changed();
    }
    return count.ended;
  }

  /** Keeps what was counted. */
  cancel(arn: string, path: string): void {
    this.#counts.get(arn)?.get(path)?.cancel();
  }

  /** Forgets what was counted, except where it goes on. @returns how many counts */
  deleteAll(): number {
    let deleted = 0;
    for (const [arn, counts] of this.#counts) {
      for (const [path, { totals }] of counts) {
        if (totals.status !== 'counting') {
          counts.delete(path);
          deleted += 1;
          this.#changed.fire({ arn, path });
        }
      }
    }
    return deleted;
  }

  dispose(): void {
    for (const counts of this.#counts.values()) {
      for (const count of counts.values()) {
        count.cancel();
      }
    }
    this.#changed.dispose();
  }
}

class Count {
  readonly #inspector: Pick<Inspector, 'countPart'>;
  readonly #operationsPerSecond: number;
  readonly #known: KnownFunction;
  readonly #changed: () => void;
  readonly #abort = new AbortController();
  readonly #started = Date.now();
  /** Inodes with several names that were counted. */
  readonly #linked = new Set<string>();
  /** What remains, the next one last. */
  #stack: PendingDirectory[] | undefined;
  #path: string;
  #totals: Totals;
  readonly ended: Promise<Totals>;

  constructor(
    inspector: Pick<Inspector, 'countPart'>,
    known: KnownFunction,
    path: string,
    operationsPerSecond: number,
    changed: () => void,
  ) {
    this.#inspector = inspector;
    this.#operationsPerSecond = operationsPerSecond;
    this.#known = known;
    this.#path = path;
    this.#changed = changed;
    this.#totals = {
      arn: known.target.arn,
      path,
      status: 'counting',
      files: 0,
      directories: 0,
      links: 0,
      special: 0,
      bytes: 0n,
      allocated: 0n,
      largest: [],
      unreadable: [],
      unreadableCount: 0,
      otherFileSystems: 0,
      changed: false,
      pending: 0,
      invocations: 0,
      elapsedMs: 0,
    };
    this.ended = this.#run();
  }

  get totals(): Totals {
    return this.#totals;
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #run(): Promise<Totals> {
    const { signal } = this.#abort;
    try {
      while (this.#stack === undefined || this.#stack.length > 0) {
        const asked = Date.now();
        const request = {
          path: this.#path,
          pending: this.#next(),
          limit: MAX_LIST_LIMIT,
          maxDirectories: Math.ceil((this.#operationsPerSecond * BURST_SECONDS) / OPERATIONS_PER_DIRECTORY),
        };
        const { part, operations } = await this.#inspector.countPart(this.#known, request, { signal });
        this.#add(part, request.pending?.length ?? 0, operations);
        if (this.#totals.pending > 0 && operations !== undefined) {
          const owedMs = (Number(operations) / this.#operationsPerSecond) * 1000 - (Date.now() - asked);
          await sleep(Math.max(0, owedMs), undefined, { signal });
        }
      }
      this.#end({ status: 'done' });
    } catch (error) {
      if (signal.aborted) {
        this.#end({ status: 'cancelled' });
      } else {
        this.#end({ status: 'failed', error: asHumanError(error) });
      }
    }
    return this.#totals;
  }

  /** As many of the next directories as fit into a request; undefined in the first one. */
  #next(): readonly PendingDirectory[] | undefined {
    if (this.#stack === undefined) {
      return undefined;
    }
    const next: PendingDirectory[] = [];
    let length = 0;
    for (let at = this.#stack.length - 1; at >= 0 && next.length < MAX_PENDING_DIRECTORIES; at--) {
      const directory = this.#stack[at];
      length += (directory?.path.length ?? 0) + (directory?.cursor?.length ?? 0);
      if (!directory || (next.length > 0 && length > PENDING_LENGTH)) {
        break;
      }
      next.push(directory);
    }
    return next;
  }

  #add(part: TotalsPart, asked: number, operations: bigint | undefined): void {
    const before = this.#totals;
    this.#path = part.path;
    this.#stack ??= [];
    this.#stack.length -= asked;
    for (let at = part.pending.length - 1; at >= 0; at--) {
      this.#stack.push(part.pending[at] as PendingDirectory);
    }
    let bytes = before.bytes + BigInt(part.bytes);
    let allocated = before.allocated + BigInt(part.allocated);
    const known = new Set<string>();
    part.linkedInodes.forEach((inode, index) => {
      if (this.#linked.has(inode)) {
        known.add(inode);
        return;
      }
      this.#linked.add(inode);
      bytes += BigInt(part.linkedSizes[index] ?? 0);
      allocated += BigInt(part.linkedAllocated[index] ?? 0);
    });
    this.#totals = {
      ...before,
      files: before.files + part.files,
      directories: before.directories + part.directories,
      links: before.links + part.links,
      special: before.special + part.special,
      bytes,
      allocated,
      largest: [...before.largest, ...part.largest.filter(({ inode }) => !known.has(inode))]
        .sort((a, b) => Number(BigInt(b.size) - BigInt(a.size)))
        .slice(0, MOST_LARGEST),
      unreadable: [...before.unreadable, ...part.unreadable].slice(0, MOST_UNREADABLE),
      unreadableCount: before.unreadableCount + part.unreadableCount,
      otherFileSystems: before.otherFileSystems + part.otherFileSystems,
      changed: before.changed || part.changed,
      pending: this.#stack.length,
      invocations: before.invocations + 1,
      operations: operations === undefined ? before.operations : (before.operations ?? 0n) + operations,
      elapsedMs: Date.now() - this.#started,
    };
    this.#changed();
  }

  #end(end: Pick<Totals, 'status' | 'error'>): void {
    this.#stack = [];
    this.#linked.clear();
    this.#totals = { ...this.#totals, ...end, elapsedMs: Date.now() - this.#started };
    this.#changed();
  }
}
