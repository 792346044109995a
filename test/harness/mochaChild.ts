// The process that runs one Node suite for test.ts: takes a MochaRun in its argument, sends its Counts to the parent.
import type { MochaRun } from './mochaRun';
import { runMocha } from './mochaRun';

const graceMs = 10_000;

// Whatever else listens to it, e.g. a browser's driver: what was started ends in listeners of `exit`.
process.once('SIGTERM', () => process.exit(143));

async function main(): Promise<void> {
  const counts = await runMocha(JSON.parse(process.argv[2] ?? '') as MochaRun);
  process.exitCode = counts.failed > 0 ? 1 : 0;
  process.send?.(counts, () => process.connected && process.disconnect());
  setTimeout(() => {
    console.error(`The tests ended but left open: ${process.getActiveResourcesInfo().join(', ')}.`);
    process.exit(1);
  }, graceMs).unref();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
