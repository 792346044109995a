// The process that runs the test file in its argument for mutate.ts: once without any mutant, or once for each mutant
// that it is sent. Each time the file's bundle is loaded anew, so that what stands in it is the mutant's, too.
import { strToU8, zipSync } from 'fflate';
import Mocha from 'mocha';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  cpuMsOf,
  NO_MUTANT,
  type FirstRun,
  type RunnerFiles,
  type Switch,
  type TestRun,
  type Trial,
  type Verdict,
} from './runs';

const files = JSON.parse(process.argv[2] ?? '') as RunnerFiles;
const probe = readFileSync(files.probe);
const theSwitch: Switch = { on: -1, reached: undefined };
(globalThis as { __mutation?: Switch }).__mutation = theSwitch;

interface Outcome {
  /** The first test that failed, and how. */
  readonly failure: string | undefined;
  readonly timedOut: boolean;
  readonly tests: readonly (Omit<TestRun, 'reached'> & { readonly reached: ReadonlySet<number> })[];
  /** Ids of the mutants that were reached outside of tests. */
  readonly always: ReadonlySet<number>;
}

class Silent {}

/** What this process has used of the processor, and, on Linux, what those have that it started and that ended. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return process.platform === 'linux' ? cpuMsOf('self') : (user + system) / 1000;
}

/** The switch of the probe's processes lies beside their code. */
function writeProbe(ofProcesses: { readonly on: number; readonly noteIn?: string }): void {
  const code = { 'index.js': probe, 'mutant.json': strToU8(JSON.stringify(ofProcesses)) };
  writeFileSync(files.zip, zipSync(code, { level: 0 }));
}

async function run(mutant: number | undefined, titles?: readonly string[], limit = 60_000): Promise<Outcome> {
  const always = new Set<number>();
  theSwitch.on = mutant ?? NO_MUTANT;
  theSwitch.reached = mutant === undefined ? always : undefined;
  writeProbe(mutant === undefined ? { on: NO_MUTANT, noteIn: files.noted } : { on: mutant });
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: Silent as never,
    timeout: limit,
    bail: mutant !== undefined,
  });
  mocha.addFile(files.test);
  mocha.unloadFiles();
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    return { failure: `cannot be loaded: ${String(error)}`, timedOut: false, tests: [], always };
  }
  keepOnly(mocha.suite, titles, mutant === undefined ? undefined : limit);
  const tests: Outcome['tests'][number][] = [];
  return new Promise(resolve => {
    let timedOut = false;
    let failure: string | undefined;
    let reached = always;
    const runner = mocha.run(() => resolve({ failure, timedOut, tests, always }));
    const events = Mocha.Runner.constants;
    const reach = (of: Set<number>) => {
      reached = of;
      theSwitch.reached &&= reached;
    };
    let before = cpuMs();
    runner.on(events.EVENT_TEST_BEGIN, () => {
      reach(new Set());
      before = cpuMs();
    });
    runner.on(events.EVENT_HOOK_BEGIN, ({ title }) => {
      if (title.includes(' all" hook')) {
        reach(always);
      }
    });
    runner.on(events.EVENT_TEST_END, test => {
      tests.push({
        title: test.fullTitle(),
        failed: test.isFailed(),
        ms: test.duration ?? 0,
        cpuMs: cpuMs() - before,
        reached,
      });
    });
    runner.on(events.EVENT_TEST_FAIL, (test, error: NodeJS.ErrnoException) => {
      failure ??= `${test.fullTitle()}: ${error.message}`;
      timedOut ||= error.code === 'ERR_MOCHA_TIMEOUT';
    });
  });
}

/** Takes the other tests away, unless titles are not what they were. */
function keepOnly(root: Mocha.Suite, titles: readonly string[] | undefined, limit: number | undefined): void {
  const wanted = new Set(titles);
  const suites = [root];
  for (const suite of suites) {
    suites.push(...suite.suites);
  }
  const found = suites.flatMap(({ tests }) => tests).filter(test => wanted.has(test.fullTitle()));
  for (const suite of suites) {
    if (titles !== undefined && found.length >= wanted.size) {
      suite.tests = suite.tests.filter(test => found.includes(test));
    }
    if (limit !== undefined) {
      suite.tests.forEach(test => test.timeout(limit));
    }
  }
}

async function firstRun(): Promise<FirstRun> {
  const { failure, tests, always } = await run(undefined);
  // The probe's processes do not know for which test they live.
  const noted = readFileSync(files.noted, 'utf8').split('\n').filter(Boolean).map(Number);
  return {
    failure,
    always: [...always, ...noted],
    tests: tests.map(test => ({ ...test, reached: [...test.reached] })),
  };
}

async function attempt({ limit, mutant, secondLimit, titles }: Trial): Promise<Verdict> {
  let { failure, timedOut } = await run(mutant, titles, limit);
  if (timedOut) {
    ({ failure, timedOut } = await run(mutant, titles, secondLimit));
  }
  return failure === undefined ? 'survived' : timedOut ? 'timeout' : 'killed';
}

process.on('message', (message: Trial | 'first') => {
  void (message === 'first' ? firstRun() : attempt(message)).then(answer => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
