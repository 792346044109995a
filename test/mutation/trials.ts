import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';
import type { Mutant } from './mutants';
import {
  cpuMsOf,
  NO_MUTANT,
  type FirstRun,
  type RunnerFiles,
  type TestRun,
  type Trial,
  type Verdict,
} from './runs';

/** Mutants that one process tries, at most: few enough for a file's to be shared out. */
const batchSize = 12;

/** Processor time of a test that is left out: such tests try thousands of texts for one that makes something throw. */
export const slowMs = 2_000;

/** A process that runs one test file. */
export class Runner {
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

  /**
   * Answers undefined where the process ended or gave no answer in time: it is of no more use.
   * @param limitCpuMs of its own processor time, which a loop without an end uses up soon on an idle machine
   */
  async ask<T>(question: Trial | 'first', limitMs: number, limitCpuMs = Infinity): Promise<T | undefined> {
    if (!this.#child.connected) {
      return undefined;
    }
    const mostCpuMs = this.#cpuMs() + limitCpuMs;
    // It may end while it is being asked.
    this.#child.send(question, () => undefined);
    let timer: NodeJS.Timeout | undefined;
    let watch: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T | undefined>(resolve => {
        timer = setTimeout(resolve, limitMs, undefined);
        watch = setInterval(() => this.#cpuMs() > mostCpuMs && resolve(undefined), 500);
        this.#child.once('message', answer => resolve(answer as T));
        this.#child.once('exit', () => resolve(undefined));
      });
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      this.#child.removeAllListeners('message').removeAllListeners('exit');
    }
  }

  /** What it has used of the processor; 0 where only its limit in time counts. */
  #cpuMs(): number {
    try {
      return cpuMsOf(this.#child.pid ?? 0);
    } catch {
      return 0;
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

/** What the tests of a file reach: ids of mutants. */
export interface Reach {
  /** Outside of tests. */
  readonly always: ReadonlySet<number>;
  readonly tests: readonly (Omit<TestRun, 'reached'> & { readonly reached: ReadonlySet<number> })[];
}

export function reachOf({ always, tests }: Omit<FirstRun, 'failure'>): Reach {
  return {
    always: new Set(always),
    tests: tests.map(test => ({ ...test, reached: new Set(test.reached) })),
  };
}

/** What a mutant costs in one test file. */
export interface Job {
  readonly mutant: Mutant;
  readonly trial: Trial;
  readonly limitMs: number;
  readonly limitCpuMs: number;
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
    limitCpuMs: 3_000 + 6 * reaching.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  };
}

function cpuOf({ tests }: Reach): number {
  return tests.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** Short batches, the quickest test files first: what they notice, the slow ones need not try. */
export function batchesOf(
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

/**
 * Tries mutants against one test file, in one process as long as that is as good as new: a mutant counts as noticed
 * once the same tests pass again without any.
 */
export async function tryAll(
  file: string,
  probe: string,
  jobs: readonly Job[],
  tell: (mutant: Mutant, verdict: Verdict) => void,
): Promise<void> {
  let runner = new Runner(file, probe);
  let noticed: { readonly job: Job; readonly verdict: Verdict }[] = [];
  const anew = () => {
    runner.end();
    runner = new Runner(file, probe);
  };
  const passesWithout = async (tried: readonly Job[]) =>
    (await runner.ask<Verdict>(...withoutMutant(tried))) === 'survived';
  const tryAnew = async (job: Job) => {
    anew();
    const verdict = (await runner.ask<Verdict>(job.trial, 2 * job.limitMs, job.limitCpuMs)) ?? 'timeout';
    if (verdict !== 'survived') {
      anew();
    }
    tell(job.mutant, verdict === 'survived' || (await passesWithout([job])) ? verdict : 'unsure');
  };
  /** Of all that failed since the last time. */
  const confirm = async () => {
    const before = noticed;
    noticed = [];
    if (before.length === 0) {
      return;
    }
    if (await passesWithout(before.map(({ job }) => job))) {
      before.forEach(({ job, verdict }) => tell(job.mutant, verdict));
      return;
    }
    for (const { job } of before) {
      await tryAnew(job);
    }
  };
  for (const job of jobs) {
    const verdict = await runner.ask<Verdict>(job.trial, job.limitMs, job.limitCpuMs);
    if (verdict === undefined) {
      anew();
      await confirm();
      await tryAnew(job);
    } else if (verdict === 'survived') {
      tell(job.mutant, verdict);
    } else {
      noticed.push({ job, verdict });
    }
  }
  await confirm();
  runner.end();
}

/** The trial of what several jobs run, without any mutant, and how long it may take. */
function withoutMutant(jobs: readonly Job[]): [Trial, number] {
  const titles = new Set<string>();
  for (const { trial } of jobs) {
    trial.titles?.forEach(title => titles.add(title));
  }
  const runsAll = jobs.some(({ trial }) => trial.titles === undefined);
  const limit = Math.max(...jobs.map(({ trial }) => trial.secondLimit));
  const trial = { mutant: NO_MUTANT, titles: runsAll ? undefined : [...titles], limit, secondLimit: limit };
  return [trial, 2 * jobs.reduce((sum, { limitMs }) => sum + limitMs, 0)];
}
