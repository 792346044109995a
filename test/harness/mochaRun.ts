import Mocha from 'mocha';
import type { Counts } from './counts';

export interface MochaRun {
  /** Absolute paths of bundled test files. */
  files: string[];
  reporter: 'dot' | 'spec';
  /** Milliseconds a test may take before it counts as hung. */
  timeout: number;
  /** Runs only the tests whose full title matches. */
  grep?: string | undefined;
}

/** Runs the files with mocha in this process and prints to its standard output. */
export async function runMocha({ files, reporter, timeout, grep }: MochaRun): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter,
    timeout,
    grep,
    forbidOnly: process.env.CI !== undefined,
    color: process.stdout.isTTY,
  });
  files.forEach(file => mocha.addFile(file));
  await mocha.loadFilesAsync();
  return new Promise(resolve => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}
