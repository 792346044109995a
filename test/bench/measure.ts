/** Median and the range that the middle half of the runs fell into, in milliseconds. */
export interface Measure {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Runs each task in turn, round by round, so that whatever else the machine does falls on all of them alike. */
export async function sideBySide(
  tasks: Readonly<Record<string, () => unknown>>,
  rounds: number,
): Promise<Readonly<Record<string, Measure>>> {
  const times = new Map(Object.keys(tasks).map(name => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const started = performance.now();
      await task();
      times.get(name)?.push(performance.now() - started);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, summarise(all)]));
}

/** Median and middle half of times in milliseconds. */
export function summarise(times: readonly number[]): Measure {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** As it stands in a table: the median, and in brackets the range of the middle half. */
export function milliseconds({ median, lower, upper }: Measure): string {
  const digits = median < 10 ? 2 : median < 100 ? 1 : 0;
  return `${median.toFixed(digits)} (${lower.toFixed(digits)}–${upper.toFixed(digits)})`;
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
