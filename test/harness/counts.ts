/** How the tests of a run ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Full titles of the tests that passed at the second try alone. They count as passed, too. */
  flaky: readonly string[];
}

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0, flaky: [] };

/** A run with more flaky tests than this fails: something is wrong then, with the tests or with what they test. */
const flakyAllowed = 2;

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    flaky: [...a.flaky, ...b.flaky],
  };
}

export function runFailed({ failed, flaky }: Counts): boolean {
  return failed > 0 || flaky.length > flakyAllowed;
}

/** `12 passed, 0 failed`, with `, 1 skipped` where any was. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The closing lines of a run, of which continuous integration reads `flaky: N` and the last, the counts. */
export function closingLines(counts: Counts): string {
  const { flaky } = counts;
  return [
    `flaky: ${flaky.length}`,
    ...flaky.map(title => `  ${title}`),
    ...(flaky.length > flakyAllowed
      ? [`More than ${flakyAllowed} tests passed at the second try alone: the run fails.`]
      : []),
    formatCounts(counts),
  ].join('\n');
}
