import { readFileSync } from 'node:fs';
import { knownDifferences } from './knownDifferences';

/** A case of `test/fixtures/conformance`; its README describes the fields. */
export interface ConformanceCase<Expectation> {
  readonly id: string;
  readonly tier: 'core' | 'extended' | 'exotic';
  readonly input: string;
  readonly expect: Expectation;
}

/**
 * One test for each case of a file. Core and extended cases must hold unless a known difference says why not, and then
 * must fail, so that the list cannot outlive its reasons. Exotic cases must not throw.
 */
export function runConformance<Expectation>(
  file: string,
  check: (conformanceCase: ConformanceCase<Expectation>) => void,
): void {
  describe(`conformance cases of ${file}`, function () {
    this.timeout(60_000);
    const cases = readFileSync(`test/fixtures/conformance/${file}`, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as ConformanceCase<Expectation>);
    for (const conformanceCase of cases) {
      const { id, tier } = conformanceCase;
      const difference = knownDifferences[id];
      it(`${tier} ${id}${difference ? ` (differs: ${difference})` : ''}`, () => {
        const failure = failureOf(() => check(conformanceCase));
        if (failure && !isAssertion(failure)) {
          throw failure;
        }
        if (difference && !failure) {
          throw new Error(`${id} holds: remove it from the known differences.`);
        }
        if (failure && !difference && tier !== 'exotic') {
          throw failure;
        }
      });
    }
  });
}

function failureOf(action: () => void): Error | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function isAssertion(error: Error): boolean {
  return error.name === 'AssertionError';
}
