import { readFileSync } from 'node:fs';

/** The longest time that nothing else in a process could run, in milliseconds. */
export interface Block {
  /** By the clock: with what other processes took of the processor meanwhile. */
  readonly elapsed: number;
  /** Of the processor, which the thread itself was on: the same on a busy machine. NaN where the system does not tell. */
  readonly onProcessor: number;
}

/** Runs some work in this thread, and sees how long it blocks the event loop. */
export async function longestBlock(work: () => Promise<void>): Promise<Block> {
  let longest: Block = { elapsed: 0, onProcessor: Number.isNaN(processorTime()) ? NaN : 0 };
  let before = now();
  const look = () => {
    const after = now();
    longest = {
      elapsed: Math.max(longest.elapsed, after.clock - before.clock),
      onProcessor: Math.max(longest.onProcessor, after.processor - before.processor),
    };
    before = after;
  };
  const turns = setInterval(look, 1);
  try {
    await work();
    look();
  } finally {
    clearInterval(turns);
  }
  return longest;
}

function now() {
  return { clock: performance.now(), processor: processorTime() };
}

/** Milliseconds that the main thread, whose number is that of the process, has had of a processor: proc(5), `schedstat`. */
function processorTime(): number {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return NaN;
  }
}
