import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { EVERYTHING, LIST_MS } from '../../src/inspect/ways/installedProbe';
import { PROBE_PROTOCOL, type ProbeRequest } from '../../src/protocol';
import { runCommand } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { ControlGroup, type ProcessLimits } from './controlGroup';
import { milliseconds, summarise, table } from './measure';
import { rounds } from './options';

const ROUNDS = rounds(5);
const ENTRIES = 10_000;

/** 1769 MB have one whole processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const smallest: ProcessLimits = { memoryMb: 128, processor: 128 / 1769 };

interface Conditions {
  readonly limits: ProcessLimits;
  /** Whether the processors have something else to do in the pauses that the limits make. */
  readonly busy?: boolean;
}

const measured: Readonly<Record<string, Conditions>> = {
  none: { limits: {} },
  '128 MB': { limits: { memoryMb: 128 } },
  '128 MB and 128/1769 of a core': { limits: smallest },
  'the same, beside busy processors': { limits: smallest, busy: true },
};

/** Milliseconds, and MiB at most. */
interface Run {
  readonly start: number;
  readonly first: number;
  /** Entries in the first answer. */
  readonly firstEntries: number;
  readonly next: number;
  /** From the first question to the last entry. */
  readonly all: number;
  readonly peak: number;
}

/** The built probe in a process of its own, with the memory and the processor time of a small function. */
export async function benchProbe(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  try {
    for (let index = 0; index < ENTRIES; index++) {
      writeFileSync(path.join(folder, `file-${index}`), '');
    }
    const runs = new Map<string, Run[]>(Object.keys(measured).map(name => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, all] of runs) {
        const { limits, busy } = measured[name] ?? { limits: {} };
        const probing = () => runProbe(folder, limits);
        const run = await (busy ? besideBusyProcessors(probing) : probing());
        if (!run) {
          return '## The probe\n\nNot measured: it needs Linux control groups, and root to make one.';
        }
        all.push(run);
      }
    }
    return describe(runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function describe(runs: ReadonlyMap<string, readonly Run[]>): string {
  const median = (all: readonly Run[], pick: (run: Run) => number) =>
    summarise(all.map(pick)).median.toFixed(0);
  return `## The probe

${ROUNDS} rounds, each in a new process: loading the probe; its first answer to a whole inspection of a directory of ${ENTRIES}
entries on a local disk, which it reads for at most ${LIST_MS} ms before it answers; its next answer to the same; and all entries,
page after page, from the first question on. The aim for the first answer is 2 s. The limits are those of a control group, and the peak is what that had in use at
most: Node, the probe, its child processes and the cache of files, without what of Node's own program was in memory before.
Lambda gives a function more processor time than this while it starts. Between the slices of so small a share the processors of a
machine with nothing else to do rest, and the same work then takes more processor time: the last row is beside a process of the lowest
priority on each, which keeps them awake.

${table(
  ['limits', 'start', 'first answer', 'entries in it', 'all entries', 'next answer', 'peak, MiB'],
  [...runs].map(([name, all]) => [
    name,
    milliseconds(summarise(all.map(({ start }) => start))),
    milliseconds(summarise(all.map(({ first }) => first))),
    median(all, run => run.firstEntries),
    milliseconds(summarise(all.map(run => run.all))),
    milliseconds(summarise(all.map(({ next }) => next))),
    median(all, ({ peak }) => peak),
  ]),
)}`;
}

async function besideBusyProcessors<T>(work: () => Promise<T>): Promise<T> {
  const others = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' }),
  );
  try {
    for (const { pid } of others) {
      if (pid !== undefined) {
        setPriority(pid, constants.priority.PRIORITY_LOW);
      }
    }
    return await work();
  } finally {
    for (const other of others) {
      other.kill('SIGKILL');
    }
  }
}

async function runProbe(folder: string, limits: ProcessLimits): Promise<Run | undefined> {
  const group = ControlGroup.create(limits);
  if (!group) {
    return undefined;
  }
  try {
    const probe = path.join(projectRoot, 'dist/probe/index.js');
    // The shell joins the group, and Node takes its place: so all of Node's memory counts.
    const join = group.processFiles.map(file => `echo $$ > ${file}`).join(' && ');
    const output = await runCommand('sh', [
      ...['-c', `${join} && exec "$@"`, 'sh'],
      ...[process.execPath, '-e', script, probe, JSON.stringify(request(folder))],
    ]);
    return { ...(JSON.parse(output) as Omit<Run, 'peak'>), peak: group.peak() / 1024 ** 2 };
  } finally {
    await group.remove();
  }
}

function request(folder: string): ProbeRequest {
  return {
    probe: PROBE_PROTOCOL,
    want: EVERYTHING,
    mountPath: folder,
    list: { path: folder, limit: ENTRIES, withinMs: LIST_MS },
    deadlineMs: 60_000,
  };
}

const script = `
const { gunzipSync } = require('node:zlib');
const begun = performance.now();
const { handler } = require(process.argv[1]);
const start = performance.now() - begun;
const event = JSON.parse(process.argv[2]);
const context = {
  getRemainingTimeInMillis: () => 62000,
  memoryLimitInMB: '128',
  simulatedMountPath: event.mountPath,
};
const ask = async (request = event) => {
  const before = performance.now();
  const answer = await handler(request, context);
  const time = performance.now() - before;
  const { sections } = answer.gzip ? JSON.parse(gunzipSync(Buffer.from(answer.gzip, 'base64'))) : answer;
  if (!sections.list.ok) throw new Error(JSON.stringify(sections.list));
  return { time, page: sections.list.value };
};
const readAll = async () => {
  const asked = performance.now();
  const first = await ask();
  const { path, limit } = event.list;
  let { cursor } = first.page;
  while (cursor !== undefined) {
    ({ cursor } = (await ask({ ...event, want: ['list'], list: { path, limit, cursor, withinMs: 1000 } })).page);
  }
  const all = performance.now() - asked;
  const next = (await ask()).time;
  console.log(JSON.stringify({ start, first: first.time, firstEntries: first.page.names.length, next, all }));
};
readAll();
`;
