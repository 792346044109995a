import { formatCounts, noTests } from './counts';

/** Runs a check that is a program of its own, ends the process, and closes as a suite of one test does. */
export async function runCheck(check: () => Promise<void>): Promise<never> {
  try {
    await check();
    console.log(formatCounts({ ...noTests, passed: 1 }));
    process.exit(0);
  } catch (error) {
    console.error(error);
    console.log(formatCounts({ ...noTests, failed: 1 }));
    process.exit(1);
  }
}
