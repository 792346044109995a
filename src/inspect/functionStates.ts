import { setTimeout as sleep } from 'node:timers/promises';

import type { LambdaApi } from '../aws/lambdaApi';
import type { FunctionState } from '../aws/sightings';
import type { HumanError } from '../core/humanError';
import type { LambdaFunction } from '../core/lambdaFunction';
import { inspectError } from './inspectProblems';

/** Which waits there are, in milliseconds. */
export interface StateTiming {
  /** Between two looks at the state; the first ones are shorter. */
  readonly pollMs: number;
  /** Longest wait until it is active. */
  readonly maxWaitMs: number;
}

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** Tells for how many seconds has been waited. */
  readonly onWait: (seconds: number) => void;
}

/** What waiting for a function came to. */
export type Readiness =
  /** It can be invoked. An endpoint that knows no states has it at once. */
  | { readonly kind: 'ready'; readonly state: FunctionState }
  /** It will not become so by waiting. */
  | { readonly kind: 'stuck'; readonly state: FunctionState }
  | { readonly kind: 'slow' };

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html. An unknown state may pass. */
const stuck = new Set(['Failed', 'Deactivated', 'ActiveNonInvocable', 'Deleting']);

/**
 * Waits until Lambda has prepared a function, and has no update of it under way.
 * @throws HumanError, or the signal's reason
 */
export async function untilActive(
  api: LambdaApi,
  name: string,
  { maxWaitMs, pollMs }: StateTiming,
  { onWait, signal }: WaitOptions,
): Promise<Readiness> {
  const started = performance.now();
  for (let look = 1; ; look++) {
    const { state } = await api.lookAt(name, signal);
    if (stuck.has(state.state ?? '')) {
      return { kind: 'stuck', state };
    }
    const isActive = state.state === 'Active' || state.state === undefined;
    if (isActive && state.lastUpdate?.status !== 'InProgress') {
      return { kind: 'ready', state };
    }
    const waited = performance.now() - started;
    if (waited > maxWaitMs) {
      return { kind: 'slow' };
    }
    onWait(Math.round(waited / 1000));
    await sleep(Math.min(pollMs, look * (pollMs / 4)), undefined, { signal });
  }
}

/**
 * Why a function will not become active by waiting: what its state names as the reason where that is known, or else
 * that state under the given code.
 */
export async function stuckError(
  code: 'function-not-invocable' | 'temporary-probe-failed',
  { reason = '', reasonCode = '', state = '' }: FunctionState,
  api: LambdaApi,
  target: LambdaFunction,
): Promise<HumanError> {
  const { stateReasonError } = await import('../aws/problems/humanErrors');
  const context = { operation: 'GetFunctionConfiguration', connection: api.connection, target } as const;
  return (
    stateReasonError(reasonCode, reason, context) ??
    inspectError(code, {
      function: target.name,
      state,
      reason: [reasonCode, reason].filter(Boolean).join(': '),
    })
  );
}
