import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MAX_LIST_LIMIT } from '../../src/protocol';
import { Walker, type Walk } from './directoryWalk';
import { milliseconds, summarise, table, type Measure } from './measure';
import { rounds } from './options';
import { benchRows } from './listingRows';
import { profileOf } from './profile';

/** Entries of the directories. The last three tell how the work grows. */
const readSizes = [10_000, 100_000, 250_000, 500_000, 1_000_000];
/** Each reads every directory, so that what else the machine does falls on all sizes alike. */
const ROUNDS = rounds(3);
/** More of the small ones alone, which take little and vary most. */
const SMALL_ROUNDS = rounds(2);
const SMALL = 100_000;
/** Entries of those of which is told where the extension host's own time goes. */
const profiledSizes = [10_000, 1_000_000];
const shownSizes: readonly (readonly [number, number])[] = [
  [10_000, rounds(5)],
  [100_000, rounds(5)],
  [1_000_000, rounds(3)],
];

const nameOf = (index: number) => `image-${String(index).padStart(7, '0')}.webp`;

/** From the directory to rows on the screen, step by step, beside what people use instead. */
export async function benchListing(): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-listing-'));
  try {
    const read = await measureReadings(folder);
    const shown: string[][] = [];
    for (const [count, times] of shownSizes) {
      console.log(`  ${count} entries in Chromium…`);
      shown.push(await benchRows(count, times));
      console.log(`  ${shown.at(-1)?.join(' | ')}`);
    }
    return `## A directory

${ROUNDS} rounds, each through all of the directories, and ${SMALL_ROUNDS} more through those of at most ${SMALL.toLocaleString('en')} entries, after one invocation that starts an environment for each. Empty files on this machine's disk, in the cache after the first
round; over NFS each READDIR costs a round trip besides, and the NFS tests count that there are as many as \`ls\` makes.
**ours**: through what the tree and the report share, in pages of ${MAX_LIST_LIMIT.toLocaleString('en')} entries as **Load All** asks for them, the first answer
of each after 0.1 s. Of that **first rows**, from asking to those in the model; **probe**, its own time for the directory;
**around it**, the rest of the invocations: the local endpoint, in a process of its own, packing, HTTP; and **model**,
unpacking and taking in. **longest block**: the longest time in which nothing else in the extension host could have run, and
how long its thread was **on the processor** at most at a time, which is the same on a busy machine; the aim is 50.
Memory is what the entries keep in the extension host. \`ls -l\` and \`find -printf\` write to /dev/null. The ratios
are those of the medians: the aims are 1.3 for the probe and 1.6 for all.

${table(
  [
    'entries',
    '`ls -l`',
    '`find -printf`',
    'first rows',
    'ours, all',
    'probe',
    'around it',
    'invocations, MiB',
    'model',
    'longest block',
    'on the processor',
    'MiB kept',
    'all : `ls -l`',
    'probe : `ls -l`',
  ],
  read.map(readingRow),
)}

How the time grows with the entries, from ${read
      .slice(-3)
      .map(({ count }) => count.toLocaleString('en'))
      .join(', ')}, as the exponent of a power: 1 is linear. \`ls -l\` ${exponentOf(read, ({ ls }) => ls)},
ours ${exponentOf(read, ({ total }) => total)}, the probe ${exponentOf(read, ({ probe }) => probe)}.

Where the time of ours goes, in milliseconds and as a share of all of it:

${table(['entries', 'probe', 'around it', 'model'], read.map(stepRow))}

${read.flatMap(profileText).join('\n\n')}

${roundsOf(shownSizes)}, of as many rows in Chromium: the report's list, from the answer's arrival to its first rows, and to all of them in
order; and an HTML table of the same five columns. Frames while scrolling from top to bottom in 2 s, in a browser without
graphics hardware: 16.7 is every frame of a 60 Hz screen. The aim for the first rows of 100,000 entries is 100 ms.

${table(
  [
    'entries',
    'first rows',
    'all in order',
    'frame',
    '95th percentile',
    'table shown',
    'table: frame',
    '95th percentile',
  ],
  shown,
)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeEmptyFiles(directory: string, count: number): void {
  mkdirSync(directory);
  for (let index = 0; index < count; index++) {
    closeSync(openSync(path.join(directory, nameOf(index)), 'wx'));
  }
}

function roundsOf(sizes: readonly (readonly [number, number])[]): string {
  return sizes.map(([count, times]) => `${count.toLocaleString('en')} entries: ${times} rounds`).join('; ');
}

/** Times in milliseconds. */
interface Reading {
  readonly count: number;
  readonly ls: Measure;
  readonly find: Measure;
  readonly first: Measure;
  readonly total: Measure;
  readonly probe: Measure;
  readonly around: Measure;
  readonly model: Measure;
  readonly block: Measure;
  readonly blockOnProcessor: Measure;
  /** Where the time of the extension host goes, as a table, of one of the sizes. */
  readonly profile: string | undefined;
  readonly invocations: number;
  readonly mebibytes: number;
  readonly mebibytesKept: number;
}

/** A directory, and what was measured of it so far. */
interface Subject {
  readonly count: number;
  readonly directory: string;
  readonly walker: Walker;
  readonly ls: number[];
  readonly find: number[];
  readonly walks: Walk[];
}

async function measureReadings(folder: string): Promise<readonly Reading[]> {
  const subjects: Subject[] = [];
  try {
    for (const count of readSizes) {
      console.log(`  ${count} entries on disk…`);
      const directory = path.join(folder, String(count));
      makeEmptyFiles(directory, count);
      const walker = await Walker.start(directory);
      subjects.push({ count, directory, walker, ls: [], find: [], walks: [] });
    }
    for (let round = 0; round < ROUNDS + SMALL_ROUNDS; round++) {
      for (const { count, directory, walker, ls, find, walks } of subjects.filter(
        each => round < ROUNDS || each.count <= SMALL,
      )) {
        ls.push(timeOf('ls', ['-l', directory]));
        find.push(timeOf('find', [directory, '-printf', '%y %m %n %U %G %s %T@ %f\\0%l\\0']));
        walks.push(await walker.walk(count));
      }
    }
    const readings: Reading[] = [];
    for (const subject of subjects) {
      const reading = await readingOf(subject);
      console.log(`  ${readingRow(reading).join(' | ')}`);
      readings.push(reading);
    }
    return readings;
  } finally {
    subjects.forEach(({ walker }) => walker.stop());
  }
}

async function readingOf({ count, walker, ls, find, walks }: Subject): Promise<Reading> {
  const of = (pick: (walk: Walk) => number) => summarise(walks.map(pick));
  return {
    count,
    ls: summarise(ls),
    find: summarise(find),
    first: of(({ firstMs }) => firstMs),
    total: of(({ totalMs }) => totalMs),
    probe: of(({ probeMs }) => probeMs),
    around: of(({ invocationsMs, probeMs }) => invocationsMs - probeMs),
    model: of(({ totalMs, invocationsMs }) => totalMs - invocationsMs),
    block: of(({ block }) => block.elapsed),
    blockOnProcessor: of(({ block }) => block.onProcessor),
    profile: profiledSizes.includes(count) ? await profileOf(() => walker.read()) : undefined,
    invocations: of(({ invocations }) => invocations).median,
    mebibytes: of(({ bytes }) => bytes / 2 ** 20).median,
    mebibytesKept: of(({ kept }) => kept / 2 ** 20).median,
  };
}

function stepRow({ count, total, probe, around, model }: Reading): string[] {
  const share = ({ median }: Measure) =>
    `${median.toFixed(1)}, ${Math.round((100 * median) / total.median)} %`;
  return [count.toLocaleString('en'), share(probe), share(around), share(model)];
}

function profileText({ count, profile }: Reading): readonly string[] {
  return profile === undefined
    ? []
    : [
        `In the extension host's own thread, in one more reading of ${count.toLocaleString('en')} entries:`,
        profile,
      ];
}

function readingRow(reading: Reading): string[] {
  const ratio = (part: Measure) => (part.median / reading.ls.median).toFixed(2);
  return [
    reading.count.toLocaleString('en'),
    milliseconds(reading.ls),
    milliseconds(reading.find),
    milliseconds(reading.first),
    milliseconds(reading.total),
    milliseconds(reading.probe),
    milliseconds(reading.around),
    `${reading.invocations}, ${reading.mebibytes.toFixed(1)}`,
    milliseconds(reading.model),
    milliseconds(reading.block),
    milliseconds(reading.blockOnProcessor),
    reading.mebibytesKept.toFixed(1),
    ratio(reading.total),
    ratio(reading.probe),
  ];
}

/** Slope of the line through the logarithms of the last three sizes and their medians. */
function exponentOf(readings: readonly Reading[], pick: (reading: Reading) => Measure): string {
  const points = readings.slice(-3).map(each => [Math.log(each.count), Math.log(pick(each).median)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([count]) => count));
  const y = mean(points.map(([, time]) => time));
  const slope = points.reduce((sum, [count, time]) => sum + (count - x) * (time - y), 0);
  return (slope / points.reduce((sum, [count]) => sum + (count - x) ** 2, 0)).toFixed(2);
}

function timeOf(command: string, args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  if (status !== 0) {
    throw new Error(`${command} failed with ${status}.`);
  }
  return performance.now() - started;
}
