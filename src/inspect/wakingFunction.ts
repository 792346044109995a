import { setTimeout as sleep } from 'node:timers/promises';

import type { LambdaApi } from '../aws/lambdaApi';
import type { LambdaFunction } from '../core/lambdaFunction';
import { isHumanError, problemCodeOf } from '../core/humanError';
import { stuckError, untilActive, type Readiness, type StateTiming } from './functionStates';
import type { CaptureOptions } from './ways/probeRunner';

/** Waking a function that was idle for weeks, and most updates, take a minute or two. */
const timing: StateTiming = { pollMs: 2_000, maxWaitMs: 5 * 60_000 };

/** Lambda refused the Invoke, so nothing ran: the function is not ready, or a state of it says why it never will be. */
const refusedForNow = new Set(['function-inactive', 'function-updating', 'network-interface-not-ready']);

/**
 * Runs `invoke` again, after a wait, for as long as Lambda refuses the function because it is still being prepared.
 * A function may be `Active` and refused all the same, for some minutes.
 * @throws what `invoke` throws; HumanError where the function's state says more; the signal's reason
 */
export async function whenInvocable<T>(
  api: LambdaApi,
  target: LambdaFunction,
  options: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  invoke: () => Promise<T>,
  waits: StateTiming = timing,
): Promise<T> {
  const { onProgress, signal } = options;
  const started = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await invoke();
    } catch (refusal) {
      signal.throwIfAborted();
      const waited = performance.now() - started;
      if (waited > waits.maxWaitMs) {
        throw refusal;
      }
      await untilInvocable(api, target, refusal, options, waits);
      if (attempt > 1) {
        onProgress({ step: 'waking', seconds: Math.round(waited / 1000), done: 0, total: 2 });
        await sleep(waits.pollMs, undefined, { signal });
      }
    }
  }
}

/**
 * Waits until a function that Lambda refused to invoke can be invoked. Lambda begins to wake an inactive one with the
 * attempt.
 * @param refusal what the attempt threw
 * @throws the refusal where waiting does not help or its state may not be read; HumanError where the state says more;
 *   the signal's reason
 */
async function untilInvocable(
  api: LambdaApi,
  target: LambdaFunction,
  refusal: unknown,
  { onProgress, signal }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  { maxWaitMs, pollMs }: StateTiming,
): Promise<void> {
  if (!refusedForNow.has(problemCodeOf(refusal))) {
    throw refusal;
  }
  let readiness: Readiness;
  try {
    const onWait = (seconds: number) => onProgress({ step: 'waking', seconds, done: 0, total: 2 });
    readiness = await untilActive(api, target.arn, { maxWaitMs, pollMs }, { signal, onWait });
  } catch (error) {
    signal.throwIfAborted();
    throw isHumanError(error) ? refusal : error;
  }
  switch (readiness.kind) {
    case 'slow':
      throw refusal;
    case 'stuck':
      throw await stuckError('function-not-invocable', readiness.state, api, target);
    case 'ready': {
      const { reason = '', reasonCode = '', status } = readiness.state.lastUpdate ?? {};
      if (status === 'Failed') {
        const { stateReasonError } = await import('../aws/problems/humanErrors');
        const failed = stateReasonError(reasonCode, reason, {
          operation: 'GetFunctionConfiguration',
          connection: api.connection,
          target,
        });
        if (failed) {
          throw failed;
        }
      }
    }
  }
}
