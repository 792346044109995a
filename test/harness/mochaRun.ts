import { format } from 'node:util';
import Mocha from 'mocha';
import type { Counts } from './counts';
import { doubtWindowInUse, startKeeping, stopKeeping } from './keptWindow';

export interface MochaRun {
  /** Absolute paths of bundled test files. */
  files: string[];
  reporter: 'dot' | 'spec';
  /** Milliseconds a test may take before it counts as hung. */
  timeout: number;
  /** Whether a failed test is tried once more: a real browser on a busy machine may lose a key press. */
  retryOnce?: boolean;
  /** Runs only the tests whose full title matches. */
  grep?: string | undefined;
  /** Takes what the `spec` reporter prints, in place of standard output. */
  print?: ((text: string) => void) | undefined;
}

/** Runs the files with mocha in this process. */
export async function runMocha({
  files,
  reporter,
  timeout,
  retryOnce = false,
  grep,
  print = console.log,
}: MochaRun): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter,
    timeout,
    retries: retryOnce ? 1 : 0,
    grep,
    forbidOnly: process.env.CI !== undefined,
    color: process.stdout.isTTY,
  });
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => print(format(...args));
  files.forEach(file => mocha.addFile(file));
  await mocha.loadFilesAsync();
  startKeeping();
  const counts = await run(mocha, print);
  await stopKeeping();
  return counts;
}

function run(mocha: Mocha, print: (text: string) => void): Promise<Counts> {
  return new Promise(resolve => {
    const flaky: string[] = [];
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending, flaky });
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test: Mocha.Test, error: Error) => {
      doubtWindowInUse();
      print(`      Tried once more: ${test.fullTitle()}\n      ${error.stack ?? error.message}`);
    });
    // Hooks fail like tests.
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, doubtWindowInUse);
    runner.on(Mocha.Runner.constants.EVENT_TEST_PASS, test => {
      // Missing in mocha's types: which try it was, from 0 on.
      if ((test as unknown as { currentRetry(): number }).currentRetry() > 0) {
        flaky.push(test.fullTitle());
      }
    });
  });
}
