import type { LambdaApi } from '../aws/lambdaApi';
import type { LambdaFunction } from '../core/lambdaFunction';
import { isHumanError } from '../core/humanError';
import { untilActive, type Readiness, type StateTiming } from './functionStates';
import { inspectError } from './problems';
import type { CaptureOptions } from './ways/way';

/** Waking a function that was idle for weeks, and most updates, take a minute or two. */
const timing: StateTiming = { pollMs: 2_000, maxWaitMs: 5 * 60_000 };

/** Lambda refused the Invoke, so nothing ran: the function is not ready, or a state of it says why it never will be. */
const refusedForNow = new Set(['function-inactive', 'function-updating']);

/**
 * Waits until a function that Lambda refused to invoke can be invoked. Lambda begins to wake an inactive one with the
 * attempt.
 * @param refusal what the attempt threw
 * @throws the refusal where waiting does not help or its state may not be read; HumanError where the state says more;
 *   the signal's reason
 */
export async function untilInvocable(
  api: LambdaApi,
  target: LambdaFunction,
  refusal: unknown,
  { onProgress, signal }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  { maxWaitMs, pollMs }: StateTiming = timing,
): Promise<void> {
  if (!isHumanError(refusal) || !refusedForNow.has(refusal.problem?.code ?? '')) {
    throw refusal;
  }
  let readiness: Readiness;
  try {
    const onWait = (seconds: number) => onProgress({ step: 'waking', seconds, done: 0, total: 2 });
    readiness = await untilActive(api, target.name, { maxWaitMs, pollMs }, { signal, onWait });
  } catch (error) {
    signal.throwIfAborted();
    throw isHumanError(error) ? refusal : error;
  }
  const context = { operation: 'GetFunctionConfiguration', connection: api.connection, target } as const;
  switch (readiness.kind) {
    case 'slow':
      throw refusal;
    case 'stuck': {
      const { reason = '', reasonCode = '', state = '' } = readiness.state;
      const { stateReasonError } = await import('../aws/errors');
      throw (
        stateReasonError(reasonCode, reason, context) ??
        inspectError('function-not-invocable', {
          function: target.name,
          state,
          reason: [reasonCode, reason].filter(Boolean).join(': '),
        })
      );
    }
    case 'ready': {
      const { reason = '', reasonCode = '', status } = readiness.state.lastUpdate ?? {};
      if (status === 'Failed') {
        const { stateReasonError } = await import('../aws/errors');
        const failed = stateReasonError(reasonCode, reason, context);
        if (failed) {
          throw failed;
        }
      }
    }
  }
}
