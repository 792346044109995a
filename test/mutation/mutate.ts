// `npm run mutate -- [--sample 300] [--seed 1] [--rooms core,template,inspect,probe] [--list FILE]`: how many small
// changes of the source the unit tests notice. One build holds all mutants of the sample, each behind a switch; a first
// run of each test file tells which test reaches which; then each mutant runs against those tests alone. The tests of the
// probe run its zip in processes of their own: they get one with the mutants in it, and the switch beside the code.
// While writing tests: `--rooms template/checks,inspect/probeGuard` is a part of a room and a file, `--tests template,ls.`
// takes the test files whose path holds one of these, `--again FILE` tries those of a list once more.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../harness/projectRoot';
import { testFilesBelow } from '../harness/testFiles';
import { equivalentMutants } from './equivalents';
import { buildMutants, mutationFolder, MutatedSources } from './mutantBuild';
import { nameOf, type Mutant } from './mutants';
import type { FirstRun, Verdict } from './runs';
import { batchesOf, reachOf, Runner, slowMs, tryAll } from './trials';

/** Below it, without the mutants that nobody could notice, the command fails. */
const wantedPercent = 85;

/** Mutants after which the score so far is told. */
const partSize = 50;

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

function say(text: string): void {
  const seconds = Math.round(process.uptime());
  console.log(`[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] ${text}`);
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T);
    }
  };
  // One more than there are processors: tests of a mutant that never ends wait for their limit.
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
  return results;
}

/** The mutants of a list that an earlier run wrote, wherever their lines are now. */
function among(mutants: readonly Mutant[], list: string): readonly Mutant[] {
  const text = readFileSync(list, 'utf8').replaceAll(/^(\S+?):\d+ [-a-z]+ /gm, '$1 ');
  const listed = new Set(text.split('\n'));
  return mutants.filter(mutant => listed.has(nameOf(mutant)));
}

/** Those whose tests run the source: those of the local endpoint, starting and the tools run what is built. */
function testFiles(parts: readonly string[]): readonly string[] {
  return ['test/unit', 'test/hostile'].flatMap(testFilesBelow).filter(file => {
    const name = path.relative(projectRoot, file).replaceAll('\\', '/');
    const runsBuilt =
      /unit\/(?:(?:build|cli|harness|local|start)\/|[^/]+$)|hostile\/(?:demoAsOtherUser|doors)\./.test(name);
    return !runsBuilt && parts.some(part => name.includes(part));
  });
}

/** Runs a test file without any mutant. */
async function reachOfFile(file: string, probe: string): Promise<ReturnType<typeof reachOf>> {
  const runner = new Runner(file, probe);
  const first = await runner.ask<FirstRun>('first', 600_000);
  runner.end();
  const failed = first?.tests.filter(test => test.failed).map(({ title }) => title) ?? [];
  const isBroken = first?.failure !== undefined && failed.length === 0;
  if (first?.failure !== undefined) {
    const what = isBroken ? path.relative(mutationFolder, file) : failed.join(', ');
    say(`Left out, for it fails by itself: ${what}\n  ${first.failure}`);
  }
  return reachOf(!first || isBroken ? { always: [], tests: [] } : first);
}

/** What became of the mutants that were tried so far. */
class Score {
  readonly #verdicts = new Map<Mutant, Verdict>();
  readonly #equivalent = new Set(equivalentMutants());

  tell(mutant: Mutant, verdict: Verdict): void {
    if (!this.isDead(mutant)) {
      this.#verdicts.set(mutant, verdict);
    }
  }

  isDead(mutant: Mutant): boolean {
    return /^(?:killed|timeout)$/.test(this.#verdicts.get(mutant) ?? '');
  }

  /** @returns one line of how many were noticed */
  of(tried: readonly Mutant[]): string {
    const killed = tried.filter(mutant => this.isDead(mutant)).length;
    const equivalent = this.#survivors(tried).filter(mutant => this.#equivalent.has(nameOf(mutant))).length;
    const without =
      equivalent > 0
        ? `; ${percent(killed, tried.length - equivalent)} without ${equivalent} equivalent`
        : '';
    return `${killed} of ${tried.length} mutants were noticed: ${percent(killed, tried.length)}${without}`;
  }

  isEnough(tried: readonly Mutant[]): boolean {
    const different = tried.filter(mutant => this.isDead(mutant) || !this.#equivalent.has(nameOf(mutant)));
    return different.filter(mutant => this.isDead(mutant)).length >= (wantedPercent / 100) * different.length;
  }

  /** @returns a line for each that was not noticed */
  list(tried: readonly Mutant[]): readonly string[] {
    return this.#survivors(tried)
      .toSorted((a, b) => a.id - b.id)
      .map(mutant => {
        const verdict = this.#equivalent.has(nameOf(mutant))
          ? 'equivalent'
          : (this.#verdicts.get(mutant) ?? 'not-reached');
        return nameOf(mutant).replace(' ', `:${mutant.line} ${verdict} `);
      });
  }

  get timeouts(): number {
    return [...this.#verdicts.values()].filter(verdict => verdict === 'timeout').length;
  }

  #survivors(tried: readonly Mutant[]): readonly Mutant[] {
    return tried.filter(mutant => !this.isDead(mutant));
  }
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
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
  const sources = new MutatedSources(values.rooms.split(','));
  const chance = random(Number(values.seed));
  const sample = (values.again === undefined ? sources.mutants : among(sources.mutants, values.again))
    .map(mutant => ({ mutant, order: chance() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant);
  const files = testFiles(values.tests.split(','));
  say(
    `${sample.length} of ${sources.mutants.length} mutants (seed ${values.seed}). Building ${files.length} test files with them…`,
  );
  const { tests, probe } = await buildMutants(sources, sample, files);

  say('Running each test file once without any…');
  const tested = await inTurn(tests, async file => ({ file, ...(await reachOfFile(file, probe)) }));
  const slow = tested.flatMap(file => file.tests).filter(({ cpuMs }) => cpuMs > slowMs);
  say(
    [
      'Left out as slow:',
      ...slow.map(({ title, cpuMs }) => `  ${title} (${(cpuMs / 1000).toFixed(1)} s)`),
    ].join('\n'),
  );

  say('Trying each mutant against the tests that reach it…');
  const score = new Score();
  // In parts, so that a run that is cut short has told a score of some.
  for (let start = 0; start < sample.length; start += partSize) {
    const part = sample.slice(start, start + partSize);
    await inTurn(batchesOf(tested, part), async ({ file, jobs }) => {
      const open = jobs.filter(({ mutant }) => !score.isDead(mutant));
      if (open.length > 0) {
        await tryAll(file, probe, open, (mutant, verdict) => score.tell(mutant, verdict));
      }
    });
    const tried = sample.slice(0, start + partSize);
    say(`${score.of(tried)} so far.`);
    if (values.list !== undefined) {
      writeFileSync(values.list, `${score.list(tried).join('\n')}\n`);
    }
  }

  console.log(['', ...score.list(sample), ''].join('\n'));
  for (const room of new Set(sample.map(roomOf).sort())) {
    console.log(`${room}: ${score.of(sample.filter(mutant => roomOf(mutant) === room))}.`);
  }
  say(
    `${score.of(sample)} (${score.timeouts} of them did not end). Wanted: ${wantedPercent} % without equivalent ones.`,
  );
  process.exit(score.isEnough(sample) ? 0 : 1);
}

function roomOf({ file }: Mutant): string {
  return file.split('/')[1] ?? '';
}

void main();
