// `node out/test/harness/test.js SUITE… [--grep PATTERN] [--lanes N] [--coverage]`. One suite runs here, and prints as it goes.
// Several run side by side, in as many lanes as there are processors. `--coverage`: `unit` with what it reaches, and a floor for
// that; so does the suite `coverage`.
import os from 'node:os';
import path from 'node:path';
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { prepareBrowser } from './browser';
import type { Counts } from './counts';
import { addCounts, closingLines, formatCounts, noTests, runFailed } from './counts';
import { runHostSuite } from './hostSuite';
import { runInLanes, type Job } from './lanes';
import { runNodeSuite } from './nodeSuite';
import { testFilesBelow } from './testFiles';
import { ensureVscodeServer } from './vscodeServerInstall';

interface Chosen {
  readonly grep?: string | undefined;
  /** The name of one file of the suite, where it is not to run whole. */
  readonly file?: string | undefined;
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
  coverage: runUnitWithCoverage,
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

/** Suites of which each file has a window, or whatever else it works on, of its own. */
const byFile = new Set(['ui', 'web']);
/** Suites that need a VS Code or a browser, which may have to be installed first. */
const inWindows = new Set(['host', 'ui', 'web']);

function filesOf(suite: string, { file }: Chosen): string[] {
  return testFilesBelow(path.join('test', suite)).filter(each => file === undefined || nameOf(each) === file);
}

function nameOf(file: string): string {
  return path.basename(file, '.test.js');
}

/** The unit tests, and how much of each room they reach. A room below its floor counts as a failed test. */
async function runUnitWithCoverage(chosen: Chosen): Promise<Counts> {
  const { endCoverage, startCoverage } = await import('./coverage');
  startCoverage();
  const counts = await runUnit(chosen);
  const low = await endCoverage();
  low.forEach(line => console.error(line));
  return addCounts(counts, { ...noTests, failed: low.length });
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

/** What takes longest comes first, so that no lane is alone at the end; of files, their size stands for that. */
function jobsOf(names: readonly string[], grep: string | undefined): readonly (Job & { suite: string })[] {
  const job = (suite: string, file?: string) => ({
    suite,
    name: file === undefined ? suite : `${suite}: ${file}`,
    program: __filename,
    args: [
      suite,
      ...(file === undefined ? [] : ['--file', file]),
      ...(grep === undefined ? [] : ['--grep', grep]),
    ],
  });
  const bySize = (files: readonly string[]) =>
    [...files].sort((a, b) => statSync(b).size - statSync(a).size).map(nameOf);
  const whole = names.filter(name => !byFile.has(name));
  const inPieces = names.filter(name => byFile.has(name));
  return [
    ...whole.map(name => job(name)),
    ...inPieces.flatMap(name => bySize(filesOf(name, {})).map(file => job(name, file))),
  ];
}

async function runSideBySide(
  names: readonly string[],
  grep: string | undefined,
  lanes: number,
): Promise<Counts> {
  if (names.some(name => inWindows.has(name))) {
    await prepareBrowser();
    await ensureVscodeServer();
  }
  const jobs = jobsOf(names, grep);
  console.log(`\nRunning the ${names.join(', ')} tests, ${lanes} at a time…`);
  const results = await runInLanes(jobs, lanes);
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

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      coverage: { type: 'boolean' },
      file: { type: 'string' },
      grep: { type: 'string' },
      lanes: { type: 'string', default: String(os.availableParallelism()) },
    },
  });
  const unknown = positionals.filter(name => !(name in suites));
  const lanes = Number(values.lanes);
  if (positionals.length === 0 || unknown.length > 0 || !(lanes >= 1)) {
    console.error(
      `Usage: test.js SUITE… [--grep PATTERN] [--lanes N] [--coverage], with suites ${Object.keys(suites).join(', ')}.`,
    );
    process.exit(2);
  }
  const names = positionals.map(name => (name === 'unit' && values.coverage ? 'coverage' : name));
  const [name = ''] = names;
  if (process.send) {
    // A lane's: whether its suite ran any test is judged where all of the suite is known.
    const counts = await runSuite(name, values);
    process.send(counts, () => process.exit(runFailed(counts) ? 1 : 0));
    return;
  }
  const total =
    names.length === 1
      ? withTests(name, await runSuite(name, values))
      : await runSideBySide(names, values.grep, lanes);
  console.log(`\n${closingLines(total)}`);
  process.exit(runFailed(total) ? 1 : 0);
}

void main();
