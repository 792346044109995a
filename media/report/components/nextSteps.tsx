import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import type { MountFinding } from '../../../src/core/report';
import { describeNextSteps } from '../../../src/core/words/nextStepWords';
import { useSurroundings } from '../host';
import { Fixes } from './fixes';

export interface FindingProps {
  readonly finding: MountFinding;
  readonly target: LambdaFunction;
  readonly setup: FileSystemSetup | undefined;
}

/** What to do about a finding, by what was found to be behind it. */
export function NextSteps({ finding, setup, target }: FindingProps) {
  const { t, locale } = useSurroundings();
  return (
    <>
      {describeNextSteps(finding, target, setup, t, locale).map(({ fixes, words }, index) => (
        <div key={index}>
          <p>{words}</p>
          <Fixes fixes={fixes} region={target.region} />
        </div>
      ))}
    </>
  );
}
