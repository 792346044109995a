// `node out/test/harness/test.js SUITE… [--grep PATTERN] [--lanes N] [--coverage]`. Suites run side by side, those of many files
// in parts. What is one part, one suite with a `--grep`, and all in one lane runs here, one after another, and prints as it
// goes. Unless told, there is one lane more than processors: tests also wait. `--coverage`: with what `unit` reaches, and a
// floor for that.
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatDuration } from '../../src/core/text/display';
import { prepareBrowser } from './browser';
import type { Counts } from './counts';
import { addCounts, closingLines, formatCounts, noTests, runFailed } from './counts';
import { runHostSuite } from './hostSuite';
import { runInLanes, type Job } from './lanes';
import { longestFirst, type Startable } from './longestFirst';
import { runNodeSuite } from './nodeSuite';
import { projectRoot } from './projectRoot';
import { testFilesBelow } from './testFiles';
import { uiPartOf } from './uiParts';
import { ensureVscodeServer } from './vscodeServerInstall';

interface SuiteJob extends Job, Startable {
  readonly suite: string;
}

interface Chosen {
  readonly grep?: string | undefined;
  /** One of the suite's {@link partsOf}, where it is not to run whole. */
  readonly part?: string | undefined;
}

interface Options extends Chosen {
  /** How many processes run tests at once. */
  readonly lanes: number;
  readonly coverage: boolean;
}

const runUnit = (chosen: Chosen) =>
  runNodeSuite({ files: filesOf('unit', chosen), reporter: 'dot', timeout: 20_000, grep: chosen.grep });

const runInBrowser =
  (name: string, timeout: number) =>
  (chosen: Chosen): Promise<Counts> =>
    runNodeSuite({
      files: filesOf(name, chosen),
      reporter: 'spec',
      timeout,
      retryOnce: true,
      grep: chosen.grep,
    });

const suites: Record<string, (chosen: Chosen) => Promise<Counts>> = {
  unit: runUnit,
  hostile: chosen =>
    runNodeSuite({
      files: filesOf('hostile', chosen),
      reporter: 'spec',
      timeout: 60_000,
      grep: chosen.grep,
    }),
  host: ({ grep }) => runHostSuite(grep),
  ui: runInBrowser('ui', 120_000),
  web: runInBrowser('web', 60_000),
  nfs: runInBrowser('nfs', 600_000),
};

/**
 * What a suite is divided into, by the path of a file below it: single files where each has whatever it works on of its own, or
 * takes long; files that share a window; otherwise folders, because starting a process takes as long as most files.
 */
const partOf: Readonly<Record<string, (file: string) => string>> = {
  unit: file => file.split('/').at(0) ?? file,
  hostile: file => file,
  ui: uiPartOf,
  web: file => file,
};
/** Suites that need a VS Code or a browser, which may have to be installed first. */
const inWindows = new Set(['host', 'ui', 'web']);

function filesOf(suite: string, { part }: Chosen): string[] {
  const files = testFilesBelow(path.join('test', suite));
  return part === undefined ? files : files.filter(file => partOf[suite]?.(nameOf(suite, file)) === part);
}

/** Its path below the folder of its suite, e.g. `report/links`. */
function nameOf(suite: string, file: string): string {
  const name = path.relative(path.join(projectRoot, 'out/test', suite), file);
  return name.replaceAll(path.sep, '/').replace(/\.test\.js$/, '');
}

async function runSuite(name: string, chosen: Chosen): Promise<Counts> {
  console.log(`\nRunning the ${name} tests…`);
  try {
    const counts = (await suites[name]?.(chosen)) ?? failedToRun;
    console.log(`${name}: ${formatCounts(counts)}`);
    return counts;
  } catch (error) {
    console.error(`The ${name} suite did not run.`, error);
    return failedToRun;
  }
}

const failedToRun = { ...noTests, failed: 1 };

/** A suite that runs nothing has not passed. */
function withTests(name: string, counts: Counts): Counts {
  if (counts.passed + counts.failed > 0) {
    return counts;
  }
  console.error(`The ${name} suite ran no test.`);
  return failedToRun;
}

function jobsOf(
  names: readonly string[],
  { grep }: Options,
  unitEnv?: NodeJS.ProcessEnv,
): readonly SuiteJob[] {
  const jobs = names.flatMap(suite =>
    partsOf(suite).map(part => ({
      suite,
      hasWindow: inWindows.has(suite),
      name: part === undefined ? suite : `${suite}: ${part}`,
      program: __filename,
      args: [
        suite,
        ...(part === undefined ? [] : ['--part', part]),
        ...(grep === undefined ? [] : ['--grep', grep]),
      ],
      ...(unitEnv && suite === 'unit' && { env: unitEnv }),
    })),
  );
  return longestFirst(jobs);
}

/** A suite that is not divided is one part without a name. */
function partsOf(suite: string): readonly (string | undefined)[] {
  const toPart = partOf[suite];
  return toPart ? [...new Set(filesOf(suite, {}).map(file => toPart(nameOf(suite, file))))] : [undefined];
}

async function runSideBySide(jobs: readonly SuiteJob[], options: Options): Promise<Counts> {
  const names = [...new Set(jobs.map(({ suite }) => suite))];
  if (names.some(name => inWindows.has(name))) {
    await prepareBrowser();
    await ensureVscodeServer();
  }
  console.log(`\nRunning the ${names.join(', ')} tests, ${options.lanes} at a time…`);
  const results = await runInLanes(jobs, options.lanes);
  let total = noTests;
  console.log('');
  for (const name of names) {
    const own = jobs.filter(({ suite }) => suite === name).map(job => job.name);
    const counts = withTests(
      name,
      results
        .filter(result => own.includes(result.name))
        .reduce((sum, result) => addCounts(sum, result.counts), noTests),
    );
    console.log(`${name}: ${formatCounts(counts)}`);
    total = addCounts(total, counts);
  }
  return total;
}

function run(names: readonly string[], options: Options): Promise<Counts> {
  const jobs = jobsOf(names, options);
  const alone =
    options.lanes === 1 || jobs.length === 1 || (names.length === 1 && options.grep !== undefined);
  return alone ? runHere(names, options) : runSideBySide(jobs, options);
}

async function runHere(names: readonly string[], chosen: Chosen): Promise<Counts> {
  let total = noTests;
  for (const name of names) {
    total = addCounts(total, withTests(name, await runSuite(name, chosen)));
  }
  return total;
}

/** And what the unit tests reach: a room below its floor counts as a failed test. */
async function runWithCoverage(names: readonly string[], options: Options): Promise<Counts> {
  const { endCoverage, startCoverage } = await import('./coverage');
  const counts = await runSideBySide(jobsOf(names, options, startCoverage()), options);
  const low = await endCoverage();
  low.forEach(line => console.error(line));
  return addCounts(counts, { ...noTests, failed: low.length });
}

// Whoever runs a part in a process of its own ends that at its own exit.
process.once('SIGTERM', () => process.exit(143));

async function main(): Promise<void> {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      coverage: { type: 'boolean', default: false },
      grep: { type: 'string' },
      lanes: { type: 'string', default: String(os.availableParallelism() + 1) },
      part: { type: 'string' },
    },
  });
  const unknown = names.filter(name => !(name in suites));
  const options = { ...values, lanes: Number(values.lanes) };
  if (names.length === 0 || unknown.length > 0 || !(options.lanes >= 1)) {
    console.error(
      `Usage: test.js SUITE… [--grep PATTERN] [--lanes N] [--coverage], with suites ${Object.keys(suites).join(', ')}.`,
    );
    process.exit(2);
  }
  if (process.send) {
    const [name = ''] = names;
    const ran = await runSuite(name, values);
    // Of what a pattern chooses a part may have nothing: that is judged where all of the suite is known.
    const counts = values.grep === undefined && ran.skipped === 0 ? withTests(name, ran) : ran;
    process.send(counts, () => process.exit(runFailed(counts) ? 1 : 0));
    return;
  }
  const started = performance.now();
  const total = await (options.coverage ? runWithCoverage(names, options) : run(names, options));
  console.log(`\nTook ${formatDuration(performance.now() - started, 'en')}.\n${closingLines(total)}`);
  process.exit(runFailed(total) ? 1 : 0);
}

void main();
