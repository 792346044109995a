// `npm run mutate -- [--sample 300] [--seed 1] [--rooms core,template,inspect,probe] [--list FILE]`: how many small
// changes of the source the unit tests notice. One build holds all mutants, each behind a switch; a first run of each
// test file tells which test reaches which; then each sampled mutant runs against those tests alone. The tests of the
// probe run its zip in processes of their own: they get one with the mutants in it, and the switch beside the code.
// While writing tests: `--rooms template/checks,inspect/probeGuard` is a part of a room and a file, `--tests template,ls.`
// takes the test files whose path holds one of these, `--again FILE` tries those of a list once more.
import { inlineWorkers } from '../../build/bundles.mjs';
import { build, type Plugin } from 'esbuild';
import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../harness/projectRoot';
import { testFilesBelow } from '../harness/testFiles';
import { instrument, NO_MUTANT, SWITCH, type Mutant } from './mutants';
import type { FirstRun, RunnerFiles, TestRun, Trial, Verdict } from './runner';

/** Below it the command fails. */
const wantedPercent = 85;

/** Mutants that one process tries, at most. */
const batchSize = 50;

/** Mutants after which the score so far is told. */
const partSize = 100;

/** Processor time of a test that is left out: such tests try thousands of texts for one that makes something throw. */
const slowMs = 2_000;

const folder = path.join(projectRoot, 'out', 'mutation');

/** Small, fast and repeatable: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function mutating(rooms: readonly string[], mutants: Mutant[]): Plugin {
  const inRooms = new RegExp(`/src/(?:${rooms.join('|')})(?:/.*)?\\.ts$`);
  const done = new Map<string, string>();
  return {
    name: 'mutants',
    setup(builder) {
      // Not the workers, which are built by themselves and know of no switch.
      builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path: file }) => {
        if (!inRooms.test(file.replaceAll('\\', '/'))) {
          return undefined;
        }
        let code = done.get(file);
        if (code === undefined) {
          const source = readFileSync(file, 'utf8');
          const instrumented = instrument(path.relative(projectRoot, file), source, mutants.length);
          mutants.push(...instrumented.mutants);
          code = instrumented.code;
          done.set(file, code);
        }
        return { contents: code, loader: 'ts' };
      });
    },
  };
}

/** The switch: see runner.ts. */
const banner = `const ${SWITCH} = (theSwitch => id =>
  theSwitch.reached === undefined ? id === theSwitch.on : (theSwitch.reached.add(id), false)
)(globalThis.__mutation);`;

/** The same in the probe's processes, which know nothing of their tests: from a file beside the code, into a file. */
const probeBanner = `globalThis.${SWITCH} ??= (() => {
  const fs = require('node:fs');
  const { on, noteIn } = JSON.parse(fs.readFileSync(require('node:path').join(__dirname, 'mutant.json'), 'utf8'));
  const reached = new Set();
  return id => {
    if (noteIn !== undefined && !reached.has(id)) {
      reached.add(id);
      fs.appendFileSync(noteIn, id + '\\n');
    }
    return id === on;
  };
})();
const ${SWITCH} = globalThis.${SWITCH};`;

interface Build {
  readonly mutants: readonly Mutant[];
  /** File with the code of the probe and its mutants. */
  readonly probe: string;
}

async function buildAll(rooms: readonly string[], files: readonly string[]): Promise<Build> {
  const mutants: Mutant[] = [];
  const plugins = [mutating(rooms, mutants), inlineWorkers];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: files.map(file =>
      path.relative(path.join(projectRoot, 'out'), file).replace(/\.js$/, '.ts'),
    ),
    absWorkingDir: projectRoot,
    outdir: path.join(folder, 'test'),
    outbase: 'test',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.txt': 'text' },
    banner: { js: banner },
    logLevel: 'warning',
    plugins,
  });
  const probe = path.join(folder, 'probe.js');
  await build({
    entryPoints: ['src/probe/handler.ts'],
    absWorkingDir: projectRoot,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    banner: { js: probeBanner },
    logLevel: 'warning',
    outfile: probe,
    plugins,
  });
  return { mutants, probe };
}

/** A process that runs one test file. */
class Runner {
  readonly #scratch = mkdtempSync(path.join(tmpdir(), 'mutants-'));
  readonly #child: ChildProcess;

  constructor(test: string, probe: string) {
    const files: RunnerFiles = {
      test,
      probe,
      zip: path.join(this.#scratch, 'probe.zip'),
      noted: path.join(this.#scratch, 'reached'),
    };
    // Some tests run the probe as nobody.
    chmodSync(this.#scratch, 0o777);
    writeFileSync(files.noted, '');
    chmodSync(files.noted, 0o666);
    this.#child = fork(path.join(projectRoot, 'out/test/mutation/runner.js'), [JSON.stringify(files)], {
      cwd: projectRoot,
      env: { ...process.env, PROBE_ZIP: files.zip },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: process.platform !== 'win32',
    });
  }

  /** Answers undefined where the process ended or gave no answer in time: it is of no more use. */
  async ask<T>(question: Trial | 'first', limitMs: number): Promise<T | undefined> {
    if (!this.#child.connected) {
      return undefined;
    }
    // It may end while it is being asked.
    this.#child.send(question, () => undefined);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T | undefined>(resolve => {
        timer = setTimeout(resolve, limitMs, undefined);
        this.#child.once('message', answer => resolve(answer as T));
        this.#child.once('exit', () => resolve(undefined));
      });
    } finally {
      clearTimeout(timer);
      this.#child.removeAllListeners('message').removeAllListeners('exit');
    }
  }

  /** With all that the tests started. */
  end(): void {
    try {
      process.kill(-(this.#child.pid ?? 0), 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** What the tests of a file reach: ids of mutants. */
interface Reach {
  /** Outside of tests. */
  readonly always: ReadonlySet<number>;
  readonly tests: readonly (Omit<TestRun, 'reached'> & { readonly reached: ReadonlySet<number> })[];
}

function reachOf({ always, tests }: Omit<FirstRun, 'failure'>): Reach {
  return {
    always: new Set(always),
    tests: tests.map(test => ({ ...test, reached: new Set(test.reached) })),
  };
}

/** What a mutant costs in one test file. */
interface Job {
  readonly mutant: Mutant;
  readonly trial: Trial;
  readonly limitMs: number;
}

function jobOf(mutant: Mutant, { always, tests }: Reach): Job | undefined {
  const quick = tests.filter(({ cpuMs, failed }) => !failed && cpuMs <= slowMs);
  const reaching = always.has(mutant.id) ? quick : quick.filter(({ reached }) => reached.has(mutant.id));
  if (reaching.length === 0) {
    return undefined;
  }
  const limit = 2_000 + 4 * Math.max(...reaching.map(({ ms }) => ms));
  const all = reaching.reduce((sum, { ms }) => sum + ms, 0);
  const titles = reaching.length === tests.length ? undefined : reaching.map(({ title }) => title);
  // Slow may be the machine.
  const secondLimit = 3 * limit;
  return {
    mutant,
    trial: { mutant: mutant.id, titles, limit, secondLimit },
    limitMs: 3_000 + limit + secondLimit + 4 * all,
  };
}

function cpuOf({ tests }: Reach): number {
  return tests.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** Short batches, the quickest test files first: what they notice, the slow ones need not try. */
function batchesOf(
  tested: readonly (Reach & { readonly file: string })[],
  sample: readonly Mutant[],
): readonly { readonly file: string; readonly jobs: readonly Job[] }[] {
  return tested
    .toSorted((a, b) => cpuOf(a) - cpuOf(b))
    .flatMap(({ file, ...reach }) => {
      const jobs = sample.flatMap(mutant => jobOf(mutant, reach) ?? []);
      return Array.from({ length: Math.ceil(jobs.length / batchSize) }, (_, index) => ({
        file,
        jobs: jobs.slice(index * batchSize, (index + 1) * batchSize),
      }));
    });
}

/** Tries mutants against one test file, in one process as long as that is as good as new. */
async function tryAll(
  file: string,
  probe: string,
  jobs: readonly Job[],
  tell: (mutant: Mutant, verdict: Verdict) => void,
): Promise<void> {
  let runner = new Runner(file, probe);
  const anew = () => {
    runner.end();
    runner = new Runner(file, probe);
  };
  for (const { mutant, trial, limitMs } of jobs) {
    let verdict = await runner.ask<Verdict>(trial, limitMs);
    if (verdict === undefined || verdict === 'unsure') {
      anew();
      verdict = await runner.ask<Verdict>(trial, 2 * limitMs);
      if (verdict === undefined || verdict === 'unsure') {
        anew();
        const without = await runner.ask<Verdict>({ ...trial, mutant: NO_MUTANT }, 2 * limitMs);
        verdict = without !== 'survived' ? 'unsure' : verdict === undefined ? 'timeout' : 'killed';
      }
    }
    tell(mutant, verdict);
  }
  runner.end();
}

/** A line of a list: where the mutant stands, what became of it, what it is. */
const listLine = /^(?<file>[^ :]+):\d+ [-a-z]+: (?<change>.*)$/;

function changeOf({ original, replacement }: Mutant): string {
  return `${original} → ${replacement}`;
}

/** The mutants of a list, wherever their lines are now. */
function among(mutants: readonly Mutant[], list: string): readonly Mutant[] {
  const listed = new Set(
    readFileSync(list, 'utf8')
      .split('\n')
      .map(line => listLine.exec(line)?.groups)
      .map(groups => `${groups?.['file']} ${groups?.['change']}`),
  );
  return mutants.filter(mutant => listed.has(`${mutant.file} ${changeOf(mutant)}`));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      rooms: { type: 'string', default: 'core,template,inspect,probe' },
      tests: { type: 'string', default: '' },
      again: { type: 'string' },
      list: { type: 'string' },
    },
  });
  const rooms = values.rooms.split(',');
  // Those of the local endpoint, the command line, starting and the tools run what is built, not what is mutated; so do
  // two of the hostile ones.
  const sources = ['test/unit', 'test/hostile'].flatMap(testFilesBelow).filter(file => {
    const name = path.relative(projectRoot, file).replaceAll('\\', '/');
    const runsBuilt =
      /unit\/(?:(?:build|cli|harness|local|start)\/|[^/]+$)|hostile\/(?:demoAsOtherUser|doors)\./.test(name);
    return !runsBuilt && values.tests.split(',').some(part => name.includes(part));
  });
  console.log(`Building ${sources.length} test files with every mutant in them…`);
  const { mutants, probe } = await buildAll(rooms, sources);
  const files = sources.map(file =>
    path.join(folder, 'test', path.relative(path.join(projectRoot, 'out', 'test'), file)),
  );

  console.log(`${mutants.length} mutants. Running each test file once without any…`);
  const tested = await inTurn(files, async file => {
    const runner = new Runner(file, probe);
    const first = await runner.ask<FirstRun>('first', 600_000);
    runner.end();
    const failed = first?.tests.filter(test => test.failed).map(({ title }) => title) ?? [];
    const isBroken = first?.failure !== undefined && failed.length === 0;
    if (first?.failure !== undefined) {
      const what = isBroken ? path.relative(folder, file) : failed.join(', ');
      console.log(`Left out, for it fails by itself: ${what}\n  ${first.failure}`);
    }
    if (!first || isBroken) {
      return { file, ...reachOf({ always: [], tests: [] }) };
    }
    return { file, ...reachOf(first) };
  });

  const chance = random(Number(values.seed));
  const sample = (values.again === undefined ? mutants : among(mutants, values.again))
    .map(mutant => ({ mutant, order: chance() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant);
  const slow = tested.flatMap(({ tests }) => tests).filter(({ cpuMs }) => cpuMs > slowMs);
  console.log(
    `Left out as slow:\n${slow.map(({ title, cpuMs }) => `  ${title} (${(cpuMs / 1000).toFixed(1)} s)`).join('\n')}`,
  );
  console.log(`Trying ${sample.length} of them (seed ${values.seed})…`);
  const verdicts = new Map<Mutant, Verdict>();
  const isDead = (mutant: Mutant) => /^(?:killed|timeout)$/.test(verdicts.get(mutant) ?? '');
  const score = (tried: readonly Mutant[]) => {
    const killed = tried.filter(isDead).length;
    return `${killed} of ${tried.length} mutants were noticed: ${((100 * killed) / Math.max(1, tried.length)).toFixed(1)} %`;
  };
  const listOf = (tried: readonly Mutant[]) =>
    tried
      .filter(mutant => !isDead(mutant))
      .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
      .map(
        mutant =>
          `${mutant.file}:${mutant.line} ${verdicts.get(mutant) ?? 'not-reached'}: ${changeOf(mutant)}`,
      );
  // In parts, so that a run that is cut short has told a score of some.
  for (let start = 0; start < sample.length; start += partSize) {
    const part = sample.slice(start, start + partSize);
    await inTurn(batchesOf(tested, part), async ({ file, jobs }) => {
      const open = jobs.filter(({ mutant }) => !isDead(mutant));
      if (open.length > 0) {
        await tryAll(file, probe, open, (mutant, verdict) => {
          if (!isDead(mutant)) {
            verdicts.set(mutant, verdict);
          }
        });
      }
    });
    const tried = sample.slice(0, start + partSize);
    console.log(`${score(tried)} so far.`);
    if (values.list !== undefined) {
      writeFileSync(values.list, `${listOf(tried).join('\n')}\n`);
    }
  }

  const report = listOf(sample);
  console.log(['', ...report].join('\n'));
  const timeouts = [...verdicts.values()].filter(verdict => verdict === 'timeout').length;
  console.log(`\n${score(sample)} (${timeouts} of them did not end). Wanted: ${wantedPercent} %.`);
  process.exit(report.length <= (1 - wantedPercent / 100) * sample.length ? 0 : 1);
}

void main();
