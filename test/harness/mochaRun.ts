import { format } from 'node:util';
import Mocha from 'mocha';
import type { Counts } from './counts';

export interface MochaRun {
  /** Absolute paths of bundled test files. */
  files: string[];
  reporter: 'dot' | 'spec';
  /** Milliseconds a test may take before it counts as hung. */
  timeout: number;
  /** How often a failed test is tried again: a real browser on a busy machine may lose a key press. */
  retries?: number;
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
  retries,
  grep,
  print,
}: MochaRun): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter,
    timeout,
    retries,
    grep,
    forbidOnly: process.env.CI !== undefined,
    color: process.stdout.isTTY,
  });
  if (print) {
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => print(format(...args));
  }
  files.forEach(file => mocha.addFile(file));
  await mocha.loadFilesAsync();
  return new Promise(resolve => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}
