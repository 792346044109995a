import { HumanError, isHumanError, type Problem } from '../../core/humanError';
import { createTranslate } from '../../core/translate';
import { describeError, inspectError } from '../inspectProblems';

/** What the role may have to do with: it may be good for the function, and not for a temporary probe beside it. */
const ofRole = new Set(['ec2-denied', 'efs-mount-failure', 'role-not-assumable', 's3files-mount-failure']);

/** Says of an error that it was a temporary probe that failed, where that makes a difference to what can be done. */
export function asOfTemporaryProbe(error: unknown): unknown {
  if (!isHumanError(error) || !error.problem) {
    return error;
  }
  const { code, params } = error.problem;
  if (code === 'function-out-of-memory') {
    const { function: name = '', memoryMb = 0 } = params;
    return inspectError(
      'temporary-probe-out-of-memory',
      { function: String(name), memoryMb: Number(memoryMb) },
      error,
    );
  }
  return ofRole.has(code)
    ? withWords({ code, params: { ...params, way: 'temporary-probe' } }, error.cause)
    : error;
}

function withWords(problem: Problem, cause: unknown): HumanError {
  const message = describeError(new HumanError(problem.code, { problem }), createTranslate());
  return new HumanError(message, { problem, cause });
}
