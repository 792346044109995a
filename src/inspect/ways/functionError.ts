import type { InvokeResult } from '../../aws/lambdaApi';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { HumanError } from '../../core/humanError';
import { meteredJsonOf } from '../../core/text/jsonMeter';
import { inspectError } from '../inspectProblems';

/** What Lambda answers with in place of a function's own answer. Texts of the function's making are untrusted. */
interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
}

/**
 * Why a function failed; undefined where it did not. Lambda answers HTTP 200 then, with an error header.
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 */
export function functionError(target: LambdaFunction, result: InvokeResult): HumanError | undefined {
  if (result.functionError === undefined) {
    return undefined;
  }
  const { errorType, errorMessage } = errorPayload(result.payload);
  const name = target.name;
  if (errorType === 'Sandbox.Timedout' || /Task timed out after [\d.]+ seconds/.test(errorMessage)) {
    return inspectError('function-timed-out', { function: name, seconds: target.timeoutSeconds });
  }
  if (isOutOfMemory(errorType, errorMessage)) {
    return inspectError('function-out-of-memory', { function: name, memoryMb: target.memoryMb });
  }
  switch (errorType) {
    case 'Function.ResponseSizeTooLarge':
      return inspectError('response-too-large', { function: name });
    case 'Runtime.ExitError':
      return inspectError('function-exited', { function: name, reason: errorMessage });
    default:
      return inspectError('function-failed', { function: name, type: errorType, reason: errorMessage });
  }
}

/**
 * Lambda kills what takes more memory than it has. `Runtime exited with error: signal: killed` is also what it says then.
 * https://repost.aws/knowledge-center/lambda-troubleshoot-runtime-errors
 */
function isOutOfMemory(errorType: string, errorMessage: string): boolean {
  return (
    errorType === 'Runtime.OutOfMemory' ||
    (/^Runtime\.(ExitError|Unknown)$/.test(errorType) && /signal: killed/.test(errorMessage))
  );
}

function errorPayload(payload: Uint8Array): ErrorPayload {
  const { errorType, errorMessage } = (meteredJsonOf(payload) ?? {}) as Partial<
    Record<keyof ErrorPayload, unknown>
  >;
  return {
    errorType: typeof errorType === 'string' && errorType !== '' ? errorType.slice(0, 200) : 'Error',
    errorMessage:
      typeof errorMessage === 'string'
        ? errorMessage.slice(0, 2000)
        : new TextDecoder().decode(payload).slice(0, 500),
  };
}
