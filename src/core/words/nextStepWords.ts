import { obstacles } from '../failure/obstacles';
import type { Fix } from '../fixes/fix';
import { fixesForCause, fixesForFinding } from '../fixes/fixesFor';
import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import type { MountFinding } from '../report';
import type { Translate } from '../translate';
import { describeFinding } from './findingWords';
import { describeCause } from './mountCauseWords';

/** What to do about a finding. */
export interface NextStep {
  /** Whole sentences. */
  readonly words: string;
  readonly fixes: readonly Fix[];
}

/** Findings of a file system that does not get to the function. */
const ofReach: ReadonlySet<MountFinding['code']> = new Set(['mount-unresponsive', 'not-mounted']);

/** What was found to stand in the way comes in place of what such a finding otherwise has one look at. */
export function describeNextSteps(
  finding: MountFinding,
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  t: Translate,
  locale: string,
): readonly NextStep[] {
  const found = ofReach.has(finding.code) ? obstacles(target, setup) : [];
  return found.length > 0
    ? found.map(cause => ({
        words: describeCause(cause, target, t, locale)[1],
        fixes: fixesForCause(cause, target, setup),
      }))
    : [
        {
          words: describeFinding(finding, t, locale).action,
          fixes: fixesForFinding(finding, target, setup),
        },
      ];
}
