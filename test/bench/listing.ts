import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { demoConnection } from '../../src/aws/connection';
import { LambdaApis } from '../../src/aws/lambdaApi';
import { directoryFromPage } from '../../src/core/directories';
import { extended, listed, type ListedDirectory } from '../../src/core/listing';
import { startLocalLambda } from '../../src/local/index';
import { MAX_LIST_LIMIT, type DirectoryPage } from '../../src/probe/protocol';
import { unpackResponse } from '../../src/probe/response';
import { projectRoot } from '../harness/projectRoot';
import { silentLog } from '../unit/aws/fakeLambda';
import { milliseconds, summarise, table } from './measure';
import { benchRows } from './listingRows';

/** Entries of the directory, and how often each is measured. */
const sizes: readonly (readonly [number, number])[] = [
  [10_000, 5],
  [100_000, 5],
  [1_000_000, 3],
];

const nameOf = (index: number) => `image-${String(index).padStart(7, '0')}.webp`;

/** From the directory to rows on the screen, step by step, beside what people use instead. */
export async function benchListing(): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-listing-'));
  try {
    const read: string[][] = [];
    for (const [count, rounds] of sizes) {
      console.log(`  ${count} entries on disk…`);
      const directory = path.join(folder, String(count));
      makeEmptyFiles(directory, count);
      read.push(await readingRow(directory, count, rounds));
      console.log(`  ${read.at(-1)?.join(' | ')}`);
      rmSync(directory, { recursive: true });
    }
    const shown: string[][] = [];
    for (const [count, rounds] of sizes) {
      console.log(`  ${count} entries in Chromium…`);
      shown.push(await benchRows(count, rounds));
      console.log(`  ${shown.at(-1)?.join(' | ')}`);
    }
    return `## A directory

${sizes.map(([count, rounds]) => `${count.toLocaleString('en')} entries: ${rounds} rounds`).join('; ')}. Empty files on this machine's disk, in the cache after the first
round; over NFS each page costs round trips besides. **probe**: its own time for the directory, in pages of at most
${MAX_LIST_LIMIT.toLocaleString('en')} entries. **around it**: the rest of the invocations: the local endpoint, starting the probe's
child, packing, HTTP. **model**: unpacking and taking in. **longest**: the longest of these steps that the extension host
cannot interrupt. Memory is what the entries keep in the extension host. \`ls -l\` and \`find -printf\` write to /dev/null.

${table(
  [
    'entries',
    '`ls -l`',
    '`find -printf`',
    'probe',
    'around it',
    'invocations, MiB',
    'model',
    'longest',
    'MiB kept',
  ],
  read,
)}

The same number of rows in Chromium: the report's list, from the answer's arrival to its first rows, and to all of them in
order; and an HTML table of the same five columns. Frames while scrolling from top to bottom in 2 s, in a browser without
graphics hardware: 16.7 is every frame of a 60 Hz screen.

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

async function readingRow(directory: string, count: number, rounds: number): Promise<string[]> {
  const ls: number[] = [];
  const find: number[] = [];
  const walks: Walk[] = [];
  const walker = await Walker.start(directory);
  try {
    for (let round = 0; round < rounds; round++) {
      ls.push(timeOf('ls', ['-l', directory]));
      find.push(timeOf('find', [directory, '-printf', '%y %m %n %U %G %s %T@ %f\\0%l\\0']));
      walks.push(await walker.walk(count));
    }
  } finally {
    await walker.stop();
  }
  const of = (pick: (walk: Walk) => number) => milliseconds(summarise(walks.map(pick)));
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  const [walk] = walks;
  return [
    count.toLocaleString('en'),
    milliseconds(summarise(ls)),
    milliseconds(summarise(find)),
    of(({ probeMs }) => probeMs),
    of(({ aroundMs }) => aroundMs),
    `${walk?.invocations}, ${mebibytes(walk?.bytes ?? 0)}`,
    of(({ modelMs }) => modelMs),
    of(({ longestMs }) => longestMs),
    mebibytes(summarise(walks.map(({ kept }) => kept)).median),
  ];
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

/** One reading of a whole directory; times in milliseconds. */
interface Walk {
  readonly probeMs: number;
  readonly aroundMs: number;
  readonly modelMs: number;
  readonly longestMs: number;
  readonly invocations: number;
  /** Of all payloads. */
  readonly bytes: number;
  /** Bytes that the model holds. */
  readonly kept: number;
}

/** Reads a directory through the local endpoint with the shipped probe. */
class Walker {
  readonly #directory: string;
  readonly #endpoint: Awaited<ReturnType<typeof startLocalLambda>>;
  readonly #apis: LambdaApis;

  private constructor(directory: string, endpoint: Awaited<ReturnType<typeof startLocalLambda>>) {
    this.#directory = directory;
    this.#endpoint = endpoint;
    this.#apis = new LambdaApis({ mfaCode: () => Promise.resolve(undefined), log: silentLog });
  }

  static async start(directory: string): Promise<Walker> {
    const distDir = path.join(projectRoot, 'dist');
    const configuration = {
      FunctionName: 'probe',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 120,
      MemorySize: 1024,
      FileSystemConfigs: [
        {
          Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
          LocalMountPath: directory,
        },
      ],
    } as const;
    const zip = readFileSync(path.join(distDir, 'probe.zip'));
    const functions = [{ configuration, code: { kind: 'zip', zip } }] as never;
    return new Walker(directory, await startLocalLambda({ distDir, demo: false, functions }));
  }

  async walk(count: number): Promise<Walk> {
    const connection = demoConnection(this.#endpoint.url);
    const api = this.#apis.for(connection);
    const signal = new AbortController().signal;
    let target;
    for await (const { functions } of api.listFunctions(signal)) {
      target = functions[0];
    }
    if (!target) {
      throw new Error('The endpoint does not list its function.');
    }
    const heapBefore = heapBytes();
    const total = { probeMs: 0, aroundMs: 0, modelMs: 0, longestMs: 0, invocations: 0, bytes: 0 };
    let directory: ListedDirectory | undefined;
    do {
      const request = {
        probe: 1,
        want: ['list'],
        mountPath: this.#directory,
        list: { path: this.#directory, cursor: directory?.cursor, limit: MAX_LIST_LIMIT },
      };
      const asked = performance.now();
      const { payload } = await api.invoke(target, request, { signal, tail: false });
      const answered = performance.now();
      const section = unpackResponse(JSON.parse(new TextDecoder().decode(payload))).sections.list;
      if (!section?.ok) {
        throw new Error(`The probe did not list it: ${section?.error.message}`);
      }
      directory = taken(directory, section.value);
      const modelMs = performance.now() - answered;
      total.probeMs += section.ms;
      total.aroundMs += answered - asked - section.ms;
      total.modelMs += modelMs;
      total.longestMs = Math.max(total.longestMs, modelMs);
      total.invocations += 1;
      total.bytes += payload.length;
    } while (directory.cursor !== undefined);
    const kept = heapBytes() - heapBefore;
    // Looked at last, so that it is still there when the memory is measured.
    if (directory.entries.length !== count) {
      throw new Error(`${directory.entries.length} entries were read of ${count}.`);
    }
    return { ...total, kept };
  }

  async stop(): Promise<void> {
    this.#apis.dispose();
    await this.#endpoint.close();
  }
}

function taken(before: ListedDirectory | undefined, page: DirectoryPage): ListedDirectory {
  return before ? extended(before, directoryFromPage(page)) : listed(directoryFromPage(page));
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
