import { randomBytes, randomInt } from 'node:crypto';
import fs, { constants, type Dir, type Stats } from 'node:fs';
import { requireRegular } from '../file';
import { ProbeError, sectionError } from '../section';
import { descriptorPath, usePlace } from '../inside';
import { now, since } from '../clock';
import type { LatencyPart, LatencySeries, SequentialRead } from '../../protocol';
import type { MountStep } from '../questions/question';
import { costBetween, readCounters } from './operationCounters';
import { Pacer, sample, type Pace, type Sampling } from './series';

const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY;
const KIB = 1024;
const READ_SIZES = [4 * KIB, 64 * KIB, 1024 * KIB] as const;
/** Most bytes that one size of READ may take from the server: every byte is metered. */
const MOST_READ = 16 * KIB * KIB;
const PIECE = KIB * KIB;
/** Most entries of the directory that are looked at. */
const MOST_ENTRIES = 2000;

/** A name that is there: where it is, and what it is. */
interface Entry {
  readonly path: Buffer;
  readonly stats: Stats;
}

/**
 * How long the server takes for each kind of request, measured by calls that only read. Nothing is written, created,
 * locked or changed; names that are looked up do not exist.
 *
 * @throws ProbeError `OUTSIDE`, `NOT_A_FILE`; errno exceptions where directory or file cannot be opened at all
 */
export function measureLatency(step: MountStep<'latency'>): LatencyPart {
  const started = now();
  const { mountPoint } = step.mount;
  const before = readCounters(mountPoint);
  const pacer = new Pacer(mountPoint, 1000 / step.operationsPerSecond);
  /** Of the time that is left, as many parts as there are series. */
  const paceFor = (seriesLeft: number): Pace => ({
    pacer,
    stopAt: now() + Math.max(0, step.stopAt - now()) / seriesLeft,
  });
  const { path, series } = directoryPart(step, paceFor);
  const file = step.file === undefined ? undefined : ofFile(step.file, step, paceFor);
  const after = before && readCounters(mountPoint);
  return {
    path,
    series: [...series, ...(file?.series ?? [])],
    sequential: file?.sequential ?? [],
    file: file?.path,
    operations: before && after && costBetween(before, after),
    ms: since(started),
  };
}

/** A directory that may not be listed costs the file beside it nothing. */
function directoryPart(
  step: MountStep<'latency'>,
  paceFor: (seriesLeft: number) => Pace,
): Pick<LatencyPart, 'path' | 'series'> {
  try {
    return usePlace(
      step.path,
      step.mount,
      place => ({
        path: place.path,
        series: ofDirectory(place.descriptor, step.samples, paceFor, step.file === undefined ? 0 : 5),
      }),
      constants.O_DIRECTORY,
    );
  } catch (error) {
    if (step.file === undefined || error instanceof ProbeError) {
      throw error;
    }
    const { code } = sectionError(error);
    const series = { operation: 'READDIR', micros: [], cached: 0, mixed: 0, failed: 1, error: code } as const;
    return { path: step.path, series: [series] };
  }
}

/** @param after how many series follow that need time as well */
function ofDirectory(
  descriptor: number,
  samples: number,
  paceFor: (seriesLeft: number) => Pace,
  after: number,
): readonly LatencySeries[] {
  const opened = descriptorPath(descriptor);
  const pace = paceFor(after + 5);
  const { pacer } = pace;
  // What the first of each costs besides: permissions, and the directory's own attributes.
  pacer.begin(pace.stopAt);
  fs.closeSync(fs.openSync(opened, DIRECTORY));
  pacer.count(readCounters(pacer.mountPoint), 1);
  const entries = entriesOf(opened, samples, pace);
  return [
    // Opening a directory asks for its attributes, whatever is cached: close-to-open consistency (nfs(5)).
    sample(
      { operation: 'GETATTR' },
      repeated(samples, () => openDirectory(opened)),
      paceFor(after + 4),
    ),
    sample(
      { operation: 'LOOKUP' },
      repeated(samples, () => lookUp(opened)),
      paceFor(after + 3),
    ),
    sample({ operation: 'ACCESS' }, mapped(entries.slice(0, samples), askAccess), paceFor(after + 2)),
    sample(
      { operation: 'READDIR' },
      mapped(entries.filter(({ stats }) => stats.isDirectory()).slice(0, samples), readDirectory),
      paceFor(after + 1),
    ),
  ];
}

/**
 * Regular files and directories of this file system; links are not followed, and nothing else is touched. They are
 * looked for until there are as many directories as are to be measured, at the rate of all other requests.
 */
function entriesOf(opened: string, directories: number, { pacer, stopAt }: Pace): readonly Entry[] {
  const { dev } = fs.statSync(opened);
  const directory = fs.opendirSync(opened, { encoding: 'buffer' as BufferEncoding });
  const entries: Entry[] = [];
  let missing = directories;
  try {
    for (let seen = 0; seen < MOST_ENTRIES && missing > 0 && pacer.begin(stopAt); seen++) {
      const entry = directory.readSync();
      const path = entry && Buffer.concat([Buffer.from(`${opened}/`), entry.name as unknown as Buffer]);
      const stats = path && statsOf(path);
      // Most of what a directory tells comes with one request.
      pacer.count(readCounters(pacer.mountPoint), 0);
      if (!path) {
        break;
      }
      if (stats && stats.dev === dev && (stats.isFile() || stats.isDirectory())) {
        entries.push({ path, stats });
        missing -= stats.isDirectory() ? 1 : 0;
      }
    }
  } finally {
    directory.closeSync();
  }
  return entries;
}

/** Undefined of one that does not tell: it costs the measurement nothing else. */
function statsOf(path: Buffer): Stats | undefined {
  try {
    return fs.lstatSync(path);
  } catch {
    return undefined;
  }
}

function* repeated(times: number, make: () => () => void): Generator<() => () => void> {
  for (let at = 0; at < times; at++) {
    yield make;
  }
}

function* mapped<T>(items: readonly T[], make: (item: T) => () => void): Generator<() => () => void> {
  for (const item of items) {
    yield () => make(item);
  }
}

function openDirectory(opened: string): () => void {
  return () => fs.closeSync(fs.openSync(opened, DIRECTORY));
}

/** No cache knows a name that nobody has asked for. */
function lookUp(opened: string): () => void {
  const path = `${opened}/.no-such-${randomBytes(12).toString('hex')}`;
  return () => fs.lstatSync(path, { throwIfNoEntry: false });
}

/** Whether it is granted is an answer either way. Its attributes are known then, so that they are not asked for. */
function askAccess({ path }: Entry): () => void {
  fs.lstatSync(path);
  return () => {
    try {
      fs.accessSync(path, constants.R_OK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EACCES') {
        throw error;
      }
    }
  };
}

/** The first entries of a directory. It has been opened before, so that its attributes are known. */
function readDirectory({ path }: Entry): () => void {
  const directory: Dir = fs.opendirSync(path);
  return () => {
    try {
      directory.readSync();
    } finally {
      directory.closeSync();
    }
  };
}

function ofFile(path: string, step: MountStep<'latency'>, paceFor: (seriesLeft: number) => Pace) {
  return usePlace(path, step.mount, place => {
    requireRegular(fs.fstatSync(place.descriptor, { bigint: true }));
    const opened = descriptorPath(place.descriptor);
    const series = readings(opened, step.mount.mountPoint, step.samples, paceFor);
    const sequential = sequentially(opened, step);
    return { path: place.path, series, sequential };
  });
}

/** Reads past the page cache, at places by chance: each is a request of just this size. */
function readings(
  opened: string,
  mountPoint: string,
  samples: number,
  paceFor: (seriesLeft: number) => Pace,
): readonly LatencySeries[] {
  // What only stands for a mount has its own ideas of sizes and places that can be read so.
  const direct = readCounters(mountPoint) ? constants.O_DIRECT : 0;
  const file = fs.openSync(opened, constants.O_RDONLY | direct);
  try {
    const { size } = fs.fstatSync(file);
    const sizes = READ_SIZES.filter(bytes => bytes <= size);
    return sizes.map((bytes, at) => {
      const buffer = Buffer.alloc(bytes);
      const times = Math.min(samples, Math.floor(MOST_READ / bytes));
      const sampling: Sampling = { operation: 'READ', bytes, severalRequests: true };
      const calls = repeated(times, () => {
        const offset = randomInt(Math.floor(size / bytes)) * bytes;
        return () => fs.readSync(file, buffer, 0, bytes, offset);
      });
      return sample(sampling, calls, paceFor(sizes.length - at + 2));
    });
  } finally {
    fs.closeSync(file);
  }
}

/** Twice the same bytes as a program reads them: the second time most come from the page cache. */
function sequentially(
  opened: string,
  { mount, sequentialBytes, stopAt }: MountStep<'latency'>,
): readonly SequentialRead[] {
  const buffer = Buffer.alloc(PIECE);
  const once = (until: number): SequentialRead => {
    const file = fs.openSync(opened, constants.O_RDONLY);
    try {
      const before = readCounters(mount.mountPoint);
      const started = now();
      let bytes = 0;
      while (bytes < sequentialBytes && now() < until) {
        const got = fs.readSync(file, buffer, 0, Math.min(PIECE, sequentialBytes - bytes), bytes);
        bytes += got;
        if (got === 0) {
          break;
        }
      }
      const ms = since(started);
      const after = before && readCounters(mount.mountPoint);
      return {
        bytes,
        ms,
        fromServer: before && after && Number(after.serverRead - before.serverRead),
      };
    } finally {
      fs.closeSync(file);
    }
  };
  const first = once(now() + Math.max(0, stopAt - now()) / 2);
  return [first, once(stopAt)];
}
