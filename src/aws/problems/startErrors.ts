// Lambda could not start the function.
import {
  failureCodes,
  startFailures,
  type FailureCode,
  type StartFailure,
} from '../../core/failure/startFailures';
import type { HumanError } from '../../core/humanError';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { problemError } from './awsProblems';
import type { CallContext } from '../operations';

/** Undefined where it is something else that was thrown. */
export function startError(error: Error, { target }: CallContext): HumanError | undefined {
  return failed(byException.get(error.name), target, error);
}

/** What Lambda refuses a function for when it is created. */
export function refusalError(error: Error, { copied }: CallContext): HumanError | undefined {
  return failed(
    failureCodes.find(code => failureOf(code).refusal?.test(error.message)),
    copied,
    error,
  );
}

/** Why a function is in a state in which it cannot be invoked. Undefined where the code says nothing known. */
export function stateReasonError(
  code: string,
  reason: string,
  { target }: CallContext & { readonly target: LambdaFunction },
): HumanError | undefined {
  return failed(byStateReason.get(code), target, new Error(reason));
}

const failureOf = (code: FailureCode): StartFailure => startFailures[code];
const byException = new Map(
  failureCodes.flatMap(code => failureOf(code).exceptions.map(name => [name, code] as const)),
);
const byStateReason = new Map(
  failureCodes.flatMap(code => (failureOf(code).stateReasons ?? []).map(name => [name, code] as const)),
);

function failed(
  code: FailureCode | undefined,
  target: LambdaFunction | undefined,
  error: Error,
): HumanError | undefined {
  return code && target
    ? problemError(
        code,
        {
          function: target.name,
          role: target.role ?? '',
          path: target.fileSystem.localMountPath,
          accessPoint: target.fileSystem.accessPointId ?? target.fileSystem.arn,
          subnets: target.subnetIds.join(', '),
          groups: target.securityGroupIds.join(', '),
          reason: error.message,
        },
        error,
      )
    : undefined;
}
