// `npm run mutate -- [--sample 300] [--seed 1] [--rooms core,template,inspect,probe] [--list FILE]`: how many small
// changes of the source the unit tests notice. One build holds all mutants, each behind a switch; a first run of each
// test file tells which it reaches; then each sampled mutant runs against those files alone. The tests of the probe run
// its zip in processes of their own: they get one with the mutants in it, and the switch beside the code.
import { build, type Plugin } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../harness/projectRoot';
import { testFilesBelow } from '../harness/testFiles';
import { instrument, SWITCH, type Mutant } from './mutants';

/** Below it the command fails. */
const wantedPercent = 85;

const folder = path.join(projectRoot, 'out', 'mutation');

interface Outcome {
  readonly mutant: Mutant;
  readonly kind: 'killed' | 'timeout' | 'survived' | 'not-reached';
}

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
  const inRooms = new RegExp(`/src/(?:${rooms.join('|')})/.*\\.ts$`);
  const done = new Map<string, string>();
  return {
    name: 'mutants',
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
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

/** The switch: which mutant is on, and which were reached. */
const banner = `globalThis.${SWITCH} ??= (() => {
  const on = Number(process.env.MUTANT ?? -1);
  const reached = globalThis.__reached = new Set();
  return id => { reached.add(id); return id === on; };
})();
const ${SWITCH} = globalThis.${SWITCH};`;

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
  /** Code of the probe with its mutants. */
  readonly probe: Uint8Array;
}

async function buildAll(rooms: readonly string[], files: readonly string[]): Promise<Build> {
  const mutants: Mutant[] = [];
  const plugins = [mutating(rooms, mutants)];
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
  const { outputFiles } = await build({
    entryPoints: ['src/probe/handler.ts'],
    absWorkingDir: projectRoot,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    banner: { js: probeBanner },
    logLevel: 'warning',
    write: false,
    plugins,
  });
  return { mutants, probe: outputFiles[0]?.contents ?? new Uint8Array() };
}

interface Run {
  readonly passed: boolean;
  readonly timedOut: boolean;
  readonly reached: readonly number[];
  readonly ms: number;
}

let runs = 0;

/** Runs a test file in a process of its own, to the first failure. Without a mutant, notes which it reaches. */
function runTests(
  file: string,
  probe: Uint8Array,
  mutant: number | undefined,
  limitMs: number,
): Promise<Run> {
  const started = performance.now();
  const scratch = mkdtempSync(path.join(tmpdir(), `mutant-${(runs += 1)}-`));
  const noted = path.join(scratch, 'reached');
  const zip = path.join(scratch, 'probe.zip');
  // Some tests run the probe as nobody.
  chmodSync(scratch, 0o777);
  writeFileSync(noted, '');
  chmodSync(noted, 0o666);
  const theSwitch = mutant === undefined ? { on: -1, noteIn: noted } : { on: mutant };
  writeFileSync(
    zip,
    zipSync({ 'index.js': [probe, { level: 1 }], 'mutant.json': strToU8(JSON.stringify(theSwitch)) }),
  );
  return new Promise<Run>(resolve => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'out/test/mutation/runner.js'), file], {
      cwd: projectRoot,
      env: { ...process.env, PROBE_ZIP: zip, ...(mutant !== undefined && { MUTANT: String(mutant) }) },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let reached = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => (reached += chunk.toString()));
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    }, limitMs);
    child.on('close', code => {
      clearTimeout(timer);
      resolve({
        passed: code === 0,
        timedOut,
        reached: [
          ...new Set([
            ...(reached === '' ? [] : (JSON.parse(reached) as number[])),
            ...readFileSync(noted, 'utf8').split('\n').filter(Boolean).map(Number),
          ]),
        ],
        ms: performance.now() - started,
      });
    });
  }).finally(() => rmSync(scratch, { recursive: true, force: true }));
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      rooms: { type: 'string', default: 'core,template,inspect,probe' },
      list: { type: 'string' },
    },
  });
  const rooms = values.rooms.split(',');
  // Those of the local endpoint and of the tools run what is built, not what is mutated.
  const sources = testFilesBelow('test/unit').filter(
    file => !/[/\\]unit[/\\](?:(?:local|build|harness)[/\\]|[^/\\]+$)/.test(file),
  );
  console.log(`Building ${sources.length} test files with every mutant in them…`);
  const { mutants, probe } = await buildAll(rooms, sources);
  const files = sources.map(file =>
    path.join(folder, 'test', path.relative(path.join(projectRoot, 'out', 'test'), file)),
  );

  console.log(`${mutants.length} mutants. Running each test file once without any…`);
  const first = await inTurn(files, file => runTests(file, probe, undefined, 600_000));
  const reachedBy = new Map<number, { readonly file: string; readonly ms: number }[]>();
  first.forEach(({ passed, reached, ms }, index) => {
    const file = files[index] ?? '';
    if (!passed) {
      console.log(`Left out, for it fails by itself: ${path.relative(folder, file)}`);
      return;
    }
    for (const id of reached) {
      reachedBy.set(id, [...(reachedBy.get(id) ?? []), { file, ms }]);
    }
  });

  const chance = random(Number(values.seed));
  const sample = mutants
    .map(mutant => ({ mutant, order: chance() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant);
  console.log(`Trying ${sample.length} of them (seed ${values.seed})…`);
  const outcomes = await inTurn(sample, async (mutant): Promise<Outcome> => {
    const tests = (reachedBy.get(mutant.id) ?? []).toSorted((a, b) => a.ms - b.ms);
    if (tests.length === 0) {
      return { mutant, kind: 'not-reached' };
    }
    // Each alone, as in the first run: files that run together may fail for what another left behind.
    for (const { file, ms } of tests) {
      const { passed, timedOut } = await runTests(file, probe, mutant.id, 10_000 + 5 * ms);
      if (!passed) {
        return { mutant, kind: timedOut ? 'timeout' : 'killed' };
      }
    }
    return { mutant, kind: 'survived' };
  });

  const report = outcomes
    .filter(({ kind }) => kind === 'survived' || kind === 'not-reached')
    .toSorted((a, b) => a.mutant.file.localeCompare(b.mutant.file) || a.mutant.line - b.mutant.line)
    .map(
      ({ kind, mutant: { file, line, original, replacement } }) =>
        `${file}:${line} ${kind}: ${original} → ${replacement}`,
    );
  console.log(['', ...report].join('\n'));
  if (values.list !== undefined) {
    writeFileSync(values.list, `${report.join('\n')}\n`);
  }
  const killed = outcomes.filter(({ kind }) => kind === 'killed' || kind === 'timeout').length;
  const percent = (100 * killed) / Math.max(1, outcomes.length);
  console.log(
    `\n${killed} of ${outcomes.length} mutants were noticed: ${percent.toFixed(1)} %. Wanted: ${wantedPercent} %.`,
  );
  process.exit(percent >= wantedPercent ? 0 : 1);
}

void main();
