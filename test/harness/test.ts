// `node out/test/harness/test.js unit hostile host web ui [--grep PATTERN]`: runs the suites one after another. `coverage` is
// `unit` with what it reaches.
import { parseArgs } from 'node:util';
import type { Counts } from './counts';
import { addCounts, closingLines, formatCounts, noTests, runFailed } from './counts';
import { runHostSuite } from './hostSuite';
import { runNodeSuite } from './nodeSuite';
import { testFilesBelow } from './testFiles';

const runUnit = (grep: string | undefined) =>
  runNodeSuite({ files: testFilesBelow('test/unit'), reporter: 'dot', timeout: 20_000, grep });

const suites: Record<string, (grep: string | undefined) => Promise<Counts>> = {
  unit: runUnit,
  coverage: runUnitWithCoverage,
  hostile: grep =>
    runNodeSuite({ files: testFilesBelow('test/hostile'), reporter: 'spec', timeout: 60_000, grep }),
  host: runHostSuite,
  ui: grep =>
    runNodeSuite({
      files: testFilesBelow('test/ui'),
      reporter: 'spec',
      timeout: 120_000,
      retryOnce: true,
      grep,
    }),
  web: grep =>
    runNodeSuite({
      files: testFilesBelow('test/web'),
      reporter: 'spec',
      timeout: 60_000,
      retryOnce: true,
      grep,
    }),
  nfs: grep =>
    runNodeSuite({
      files: testFilesBelow('test/nfs'),
      reporter: 'spec',
      timeout: 600_000,
      retryOnce: true,
      grep,
    }),
};

/** The unit tests, and how much of each room they reach. A room below its floor counts as a failed test. */
async function runUnitWithCoverage(grep: string | undefined): Promise<Counts> {
  const { endCoverage, startCoverage } = await import('./coverage');
  startCoverage();
  const counts = await runUnit(grep);
  const low = await endCoverage();
  low.forEach(line => console.error(line));
  return addCounts(counts, { ...noTests, failed: low.length });
}

async function runSuite(name: string, grep: string | undefined): Promise<Counts> {
  console.log(`\nRunning the ${name} tests…`);
  const failedToRun = { ...noTests, failed: 1 };
  try {
    const counts = (await suites[name]?.(grep)) ?? failedToRun;
    console.log(`${name}: ${formatCounts(counts)}`);
    if (counts.passed + counts.failed === 0) {
      console.error(`The ${name} suite ran no test.`);
      return failedToRun;
    }
    return counts;
  } catch (error) {
    console.error(`The ${name} suite did not run.`, error);
    return failedToRun;
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' } },
  });
  const unknown = positionals.filter(name => !(name in suites));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(`Usage: test.js SUITE… [--grep PATTERN], with suites ${Object.keys(suites).join(', ')}.`);
    process.exit(2);
  }
  let total = noTests;
  for (const name of positionals) {
    total = addCounts(total, await runSuite(name, values.grep));
  }
  console.log(`\n${closingLines(total)}`);
  process.exit(runFailed(total) ? 1 : 0);
}

void main();
