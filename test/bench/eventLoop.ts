import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Runs some work; resolves with the longest time, in milliseconds, that nothing else in this process could run. */
export async function longestBlock(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  try {
    await work();
  } finally {
    delay.disable();
  }
  return delay.max / 1e6;
}
