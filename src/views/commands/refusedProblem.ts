import { isHumanError, type Problem } from '../../core/humanError';
import { networkReadings } from '../../core/mount/network';
import { signedOutProblem } from '../connection/signInArgument';
import type { RefusedCommand } from '../report/messages';
import type { Services } from '../services';

/** Why AWS refused a command about a function, when it was run last. */
export function refusedProblem(
  arn: string,
  refused: RefusedCommand,
  { latency, store }: Pick<Services, 'latency' | 'store'>,
): Problem | undefined {
  const { failure, setup } = store.recall(arn) ?? {};
  switch (refused) {
    case 'measureLatency': {
      const error = latency.failure(arn)?.error;
      return isHumanError(error) ? error.problem : undefined;
    }
    case 'readMetrics':
      return signedOutProblem([setup?.metrics]);
    case 'checkNetwork':
      return signedOutProblem(networkReadings(setup?.network));
    case 'inspect':
      return failure?.error.problem;
  }
}
