import type { BigIntStats } from 'node:fs';
import { encodeText } from '../core/text/byteText';
import { now } from './clock';
import type { CursorPosition } from './cursor';
import { DirectoryReader } from './directoryReader';
import { ProbeError } from './section';

/** Each holds what the kernel gave at once: up to 1 MiB of names over NFS. */
const MOST_KEPT = 4;
/** An execution environment that is not asked for so long is gone, or as good as new. */
const KEPT_MS = 5 * 60_000;

/** So long, the names that a directory which changed had before are gone on with: it may change all the time. */
const CHANGED_MS = 10_000;

interface KeptDirectory {
  readonly key: string;
  readonly fingerprint: string;
  readonly reader: DirectoryReader;
  readonly since: number;
}

/** Where to go on in a directory, and whether it is another than when the cursor was made. */
export interface Resumed {
  readonly reader: DirectoryReader;
  readonly changed: boolean;
}

/**
 * Directories that were left open where a page ended, so that the next page of the same environment goes on there. In
 * another environment, or when too much came in between, the names before it are read once more.
 */
export class OpenDirectories {
  #kept: KeptDirectory[] = [];

  /**
   * A directory from its beginning or from a position on.
   *
   * @param stats of the directory as it is now
   * @param stopAt time of {@link now} by which the position must have been found
   * @throws ProbeError `TIMEOUT`, errno exceptions
   */
  open(
    path: string,
    stats: BigIntStats,
    { position, stopAt }: { readonly position?: CursorPosition; readonly stopAt: number },
  ): Resumed {
    if (!position) {
      return { reader: new DirectoryReader(path), changed: false };
    }
    const name = Buffer.from(encodeText(position.last)).toString('latin1');
    const reader = this.#take(stats, position.skip, name) ?? resume(path, position.skip, name, stopAt);
    const changed = position.fingerprint !== fingerprintOf(stats) || position.skip !== reader.taken;
    return { reader, changed };
  }

  /** Leaves a directory open for whoever goes on with it. @param stats as they were when it was opened */
  keep(stats: BigIntStats, reader: DirectoryReader): void {
    const key = keyOf(stats, reader.taken, reader.last ?? '');
    this.#kept.push({ key, fingerprint: fingerprintOf(stats), reader, since: now() });
    const tooMany = this.#kept.length - MOST_KEPT;
    this.#closeSome((_, index) => index < tooMany);
  }

  #take(stats: BigIntStats, skip: number, last: string): DirectoryReader | undefined {
    const time = now();
    const key = keyOf(stats, skip, last);
    const fingerprint = fingerprintOf(stats);
    this.#closeSome(
      each =>
        time - each.since > KEPT_MS ||
        (each.key === key && each.fingerprint !== fingerprint && time - each.since > CHANGED_MS),
    );
    const index = this.#kept.findIndex(each => each.key === key);
    return index === -1 ? undefined : this.#kept.splice(index, 1)[0]?.reader;
  }

  #closeSome(isToClose: (kept: KeptDirectory, index: number) => boolean): void {
    const closing = this.#kept.filter(isToClose);
    this.#kept = this.#kept.filter(each => !closing.includes(each));
    closing.forEach(({ reader }) => reader.close());
  }
}

/** State of a directory; another one means that entries came or went. */
export function fingerprintOf({ ino, mtimeNs }: BigIntStats): string {
  return `${ino}:${mtimeNs}`;
}

function keyOf({ dev, ino }: BigIntStats, skip: number, last: string): string {
  return `${dev}:${ino}:${skip}:${last}`;
}

/**
 * Looks for the last name of the page before, so that entries that came or went before it neither hide nor double
 * others; counts where that name is gone.
 */
function resume(path: string, skip: number, last: string, stopAt: number): DirectoryReader {
  const found = new DirectoryReader(path);
  if (advance(found, stopAt, () => found.last === last)) {
    return found;
  }
  found.close();
  const counted = new DirectoryReader(path);
  advance(counted, stopAt, () => counted.taken === skip);
  return counted;
}

/** Takes entries up to and including the one on which `isThere` says so. @returns whether there is one */
function advance(reader: DirectoryReader, stopAt: number, isThere: () => boolean): boolean {
  try {
    while (reader.peek()) {
      if (now() >= stopAt) {
        throw new ProbeError('TIMEOUT', 'the deadline passed before the place of the cursor was reached');
      }
      reader.take();
      if (isThere()) {
        return true;
      }
    }
    return false;
  } catch (error) {
    reader.close();
    throw error;
  }
}
