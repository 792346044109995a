import type { LambdaApi, NewFunction } from '../../aws/lambdaApi';
import { hasChangedNothing } from '../../aws/problems/hasChangedNothing';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { stuckError, untilActive, type StateTiming } from '../functionStates';
import { inspectError } from '../inspectProblems';
import type { CaptureOptions } from '../ways/probeRunner';

/**
 * Waits until Lambda has prepared a temporary probe. A new pair of subnet and security group takes a minute or more, one
 * that is in use already some seconds.
 * @throws HumanError, or the signal's reason
 */
export async function untilPrepared(
  api: LambdaApi,
  target: LambdaFunction,
  arn: string,
  timing: StateTiming,
  { onProgress, signal }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
): Promise<void> {
  const onWait = (seconds: number) => onProgress({ step: 'waiting', seconds, done: 1, total: 3 });
  const readiness = await untilActive(api, arn, timing, { signal, onWait });
  switch (readiness.kind) {
    case 'ready':
      return;
    case 'slow':
      throw inspectError('temporary-probe-slow', {
        function: target.name,
        minutes: Math.round(timing.maxWaitMs / 60_000),
      });
    case 'stuck':
      throw await stuckError('temporary-probe-failed', readiness.state, api, target);
  }
}

/** What can have come of a request to create a function. */
export type CreationOutcome = 'created' | 'refused' | 'unclear';

/** Waits for a request to create a function. An answer that was lost leaves open what came of it. */
export async function creationOf(request: Promise<void>): Promise<CreationOutcome> {
  try {
    await request;
    return 'created';
  } catch (error) {
    return hasChangedNothing(error) ? 'refused' : 'unclear';
  }
}

/**
 * Creates a function whose name nobody else has, with the first of its runtimes that the region has.
 * @throws HumanError
 */
export async function create(api: LambdaApi, spec: NewFunction, target: LambdaFunction): Promise<void> {
  const [runtime, ...earlier] = spec.runtimes;
  try {
    await api.createFunction(spec, target);
  } catch (error) {
    const { cause } = error as { readonly cause?: SdkError };
    if (earlier.length > 0 && isRefusedFor(runtime, cause) && hasChangedNothing(error)) {
      return create(api, { ...spec, runtimes: earlier as [string, ...string[]] }, target);
    }
    // It exists: an earlier attempt of the SDK got through, and its answer was lost.
    if (cause?.name !== 'ResourceConflictException' || (cause.$metadata?.attempts ?? 1) === 1) {
      throw error;
    }
  }
}

/** E.g. "Value nodejs24.x at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: …" */
function isRefusedFor(runtime: string, cause: SdkError | undefined): boolean {
  return (
    (cause?.name === 'InvalidParameterValueException' || cause?.name === 'ValidationException') &&
    cause.message.includes(runtime)
  );
}

interface SdkError extends Error {
  readonly $metadata?: { readonly attempts?: number };
}
