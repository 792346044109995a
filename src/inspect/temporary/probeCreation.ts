import type { LambdaApi, NewFunction } from '../../aws/lambdaApi';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { isHumanError } from '../../core/humanError';
import { untilActive, type StateTiming } from '../functionStates';
import { inspectError } from '../problems';
import type { CaptureOptions } from '../ways/way';

/**
 * Waits until Lambda has prepared a temporary probe. A new pair of subnet and security group takes a minute or more, one
 * that is in use already some seconds.
 * @throws HumanError, or the signal's reason
 */
export async function untilPrepared(
  api: LambdaApi,
  target: LambdaFunction,
  name: string,
  timing: StateTiming,
  { onProgress, signal }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
): Promise<void> {
  const onWait = (seconds: number) => onProgress({ step: 'waiting', seconds, done: 1, total: 3 });
  const readiness = await untilActive(api, name, timing, { signal, onWait });
  switch (readiness.kind) {
    case 'ready':
      return;
    case 'slow':
      throw inspectError('temporary-probe-slow', {
        function: target.name,
        minutes: Math.round(timing.maxWaitMs / 60_000),
      });
    case 'stuck': {
      const { reason = '', reasonCode = '', state = '' } = readiness.state;
      const { stateReasonError } = await import('../../aws/errors');
      throw (
        stateReasonError(reasonCode, reason, {
          operation: 'GetFunctionConfiguration',
          connection: api.connection,
          target,
        }) ??
        inspectError('temporary-probe-failed', {
          function: target.name,
          state,
          reason: [reasonCode, reason].filter(Boolean).join(': '),
        })
      );
    }
  }
}

/** What can have come of a request to create a function. */
export type Creation = 'created' | 'refused' | 'unclear';

/** Waits for a request to create a function. An answer that was lost leaves open what came of it. */
export async function creationOf(request: Promise<void>): Promise<Creation> {
  try {
    await request;
    return 'created';
  } catch (error) {
    const cause = isHumanError(error) ? (error.cause as SdkError | undefined) : undefined;
    const { attempts = 1, httpStatusCode = 0 } = cause?.$metadata ?? {};
    const refused = attempts === 1 && httpStatusCode >= 400 && httpStatusCode < 500;
    return refused || (isHumanError(error) && neverSent.has(error.problem?.code ?? ''))
      ? 'refused'
      : 'unclear';
  }
}

/** Creates a function whose name nobody else has. @throws HumanError */
export async function create(api: LambdaApi, spec: NewFunction, target: LambdaFunction): Promise<void> {
  try {
    await api.createFunction(spec, target);
  } catch (error) {
    const cause = isHumanError(error) ? (error.cause as SdkError | undefined) : undefined;
    // It exists: an earlier attempt of the SDK got through, and its answer was lost.
    if (cause?.name !== 'ResourceConflictException' || (cause.$metadata?.attempts ?? 1) === 1) {
      throw error;
    }
  }
}

/** Nothing was sent: there were no credentials, or nobody to send to. */
const neverSent = new Set([
  'certificate-not-trusted',
  'config-unreadable',
  'credential-process-failed',
  'credentials-failed',
  'demo-down',
  'endpoint-down',
  'host-not-found',
  'login-expired',
  'mfa-cancelled',
  'no-credentials',
  'profile-empty',
  'unknown-region',
]);

interface SdkError extends Error {
  readonly $metadata?: { readonly attempts?: number; readonly httpStatusCode?: number };
}
