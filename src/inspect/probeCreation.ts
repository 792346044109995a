import { setTimeout as sleep } from 'node:timers/promises';

import { stateReasonError } from '../aws/errors';
import type { LambdaApi, NewFunction } from '../aws/lambdaApi';
import type { LambdaFunction } from '../core/capture';
import { isHumanError } from '../core/humanError';
import { inspectError } from './problems';
import type { CaptureOptions } from './ways/way';

/** Which waits there are, in milliseconds. */
export interface CreationTiming {
  /** Between two looks at the state; the first ones are shorter. */
  readonly pollMs: number;
  /** Longest wait until it is active. */
  readonly maxWaitMs: number;
}

/**
 * Waits until Lambda has prepared a function that was created. A new pair of subnet and security group takes a minute
 * or more, one that is in use already some seconds.
 * @throws HumanError, or the signal's reason
 */
export async function untilActive(
  api: LambdaApi,
  target: LambdaFunction,
  name: string,
  { maxWaitMs, pollMs }: CreationTiming,
  { onProgress, signal }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
): Promise<void> {
  const started = performance.now();
  for (let look = 1; ; look++) {
    const { state, reason = '', reasonCode = '' } = await api.functionState(name, signal);
    switch (state) {
      case 'Active':
      case undefined:
        return;
      case 'Failed':
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
    const waited = performance.now() - started;
    if (waited > maxWaitMs) {
      throw inspectError('temporary-probe-slow', {
        function: target.name,
        minutes: Math.round(maxWaitMs / 60_000),
      });
    }
    onProgress({ step: 'waiting', seconds: Math.round(waited / 1000), done: 1, total: 3 });
    await sleep(Math.min(pollMs, look * (pollMs / 4)), undefined, { signal });
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
