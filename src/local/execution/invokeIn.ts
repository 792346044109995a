import { randomUUID } from 'node:crypto';
import { MAX_RESPONSE_BYTES } from './payloadLimits';
import { LogTail } from './logTail';
import type { ExecutionEnvironment, InvocationOutcome } from './executionEnvironment';

export interface InvocationRequest {
  readonly payload: Buffer;
  readonly functionArn: string;
  readonly clientContext?: string;
  /** The function's own timeout. */
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** How long the environment took to start, if it was started for this event. */
  readonly initMs?: number;
}

export interface InvocationResult {
  readonly payload: Buffer;
  readonly functionError?: 'Unhandled';
  /** The last 4 KB of the log. */
  readonly logTail: Buffer;
  /** Whether the environment may serve again. */
  readonly keep: boolean;
}

type Ending = InvocationOutcome | { readonly kind: 'timed-out' };

/**
 * Has an environment handle one event under the function's timeout, and puts the answer, the error and the log into
 * the shapes that Lambda gives them.
 */
export async function invokeIn(
  environment: ExecutionEnvironment,
  request: InvocationRequest,
): Promise<InvocationResult> {
  const requestId = randomUUID();
  const log = new LogTail();
  const say = (text: string) => log.add(Buffer.from(text));
  log.add(environment.takeLog());
  say(`START RequestId: ${requestId} Version: $LATEST\n`);
  const startedAt = performance.now();
  const ending = await withTimeout(
    environment.handle({
      requestId,
      payload: request.payload,
      functionArn: request.functionArn,
      clientContext: request.clientContext,
      deadline: Date.now() + request.timeoutSeconds * 1000,
    }),
    request.timeoutSeconds * 1000,
  );
  const durationMs = performance.now() - startedAt;
  log.add(environment.takeLog());

  const { payload, errorType } = result(ending, requestId, request.timeoutSeconds);
  if (ending.kind === 'timed-out') {
    say(
      `${new Date().toISOString()} ${requestId} Task timed out after ${request.timeoutSeconds.toFixed(2)} seconds\n\n`,
    );
  } else if (ending.kind === 'exited') {
    say(`RequestId: ${requestId} ${exitMessage(ending.status)}\n${errorType ?? ''}\n`);
  }
  say(`END RequestId: ${requestId}\n`);
  say(report(requestId, durationMs, request, ending.kind === 'timed-out' ? 'timeout' : errorType));
  return {
    payload,
    functionError: errorType === undefined ? undefined : 'Unhandled',
    logTail: log.take(),
    keep: ending.kind !== 'timed-out' && ending.kind !== 'exited',
  };
}

async function withTimeout(handled: Promise<InvocationOutcome>, ms: number): Promise<Ending> {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<Ending>(resolve => {
    timer = setTimeout(() => resolve({ kind: 'timed-out' }), ms);
  });
  try {
    return await Promise.race([handled, timedOut]);
  } finally {
    clearTimeout(timer);
  }
}

function result(
  ending: Ending,
  requestId: string,
  timeoutSeconds: number,
): { payload: Buffer; errorType?: string } {
  switch (ending.kind) {
    case 'answered':
      return { payload: ending.payload };
    case 'too-large':
      return failure(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
      );
    case 'failed':
      return { payload: ending.payload, errorType: ending.errorType };
    case 'exited':
      return failure('Runtime.ExitError', `RequestId: ${requestId} ${exitMessage(ending.status)}`);
    case 'timed-out':
      return failure(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      );
  }
}

function failure(errorType: string, errorMessage: string): { payload: Buffer; errorType: string } {
  return { payload: Buffer.from(JSON.stringify({ errorType, errorMessage })), errorType };
}

function exitMessage(status: string): string {
  return `Error: Runtime exited ${status ? `with error: ${status}` : 'without providing a reason'}`;
}

function report(
  requestId: string,
  durationMs: number,
  { memoryMb, initMs }: InvocationRequest,
  status: string | undefined,
): string {
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(status === undefined
      ? []
      : status === 'timeout'
        ? ['Status: timeout']
        : ['Status: error', `Error Type: ${status}`]),
  ];
  return `${fields.join('\t')}\t\n`;
}
