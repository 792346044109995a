import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string' } },
  allowPositionals: true,
});

/** Subjects that were asked for by name. */
export const chosen: readonly string[] = positionals;

/** `--rounds`: at most so many of anything, to try the bench itself. What it measures then is not kept. */
export const trialRounds = values.rounds === undefined ? undefined : countOf(values.rounds);

/** Rounds to measure, of which there are usually so many. */
export function rounds(usual: number): number {
  return Math.min(usual, trialRounds ?? usual);
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`--rounds takes a number of rounds, 1 or more, not "${text}".`);
  }
  return count;
}
