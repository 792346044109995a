/**
 * Runs a function's Node.js handler against the Lambda Runtime API, as AWS's own runtime does. Built as a file of its
 * own, `dist/local-runtime.js`, that the local endpoint starts in the folder of the function's code.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
 */
import { ReportedError, reportError, type ErrorReport } from './reportedError';
import { loadHandler, type Handler } from './handlerModule';
import { logLine, redirectConsole } from './lambdaConsole';
import { RuntimeClient, type ReceivedEvent } from './runtimeClient';
import { SIMULATED_MOUNT_PATH } from './simulatedMount';

const environment = process.env;
const client = new RuntimeClient(environment.AWS_LAMBDA_RUNTIME_API ?? '');
let current: ReceivedEvent | undefined;
/** What to do when nothing is left to wait for: the handler will not answer any more than it has. */
let onEmptyEventLoop: () => void = () => {};

async function run(): Promise<void> {
  redirectConsole(() => current?.requestId);
  process.on('uncaughtException', error => void die('Uncaught Exception', error, 129));
  process.on('unhandledRejection', reason => {
    void die(
      'Unhandled Promise Rejection',
      new ReportedError('UnhandledPromiseRejection', String(reason)),
      128,
    );
  });
  process.on('beforeExit', () => onEmptyEventLoop());

  let handler: Handler;
  try {
    handler = await loadHandler(environment.LAMBDA_TASK_ROOT ?? process.cwd(), environment._HANDLER ?? '');
  } catch (error) {
    await die('Init Error', error, 1);
    return;
  }
  for (;;) {
    current = await client.next();
    try {
      await client.respond(current.requestId, serialize(await answerOf(handler, current)));
    } catch (error) {
      const report = logError('Invoke Error', error);
      await client.fail(current.requestId, report);
    }
  }
}

async function die(what: string, error: unknown, exitCode: number): Promise<void> {
  const report = logError(what, error);
  try {
    await (current ? client.fail(current.requestId, report) : client.failInit(report));
  } finally {
    process.exit(exitCode);
  }
}

function logError(what: string, error: unknown): ErrorReport {
  const report = reportError(error);
  logLine(current?.requestId, 'ERROR', `${what}\t${JSON.stringify(report)}`);
  return report;
}

function serialize(value: unknown): string {
  return JSON.stringify(value === undefined ? null : value);
}

/** Settles with what the handler returns or resolves to, or gives its callback; with nothing when it does neither. */
function answerOf(handler: Handler, event: ReceivedEvent): Promise<unknown> {
  return new Promise((resolve, reject) => {
    onEmptyEventLoop = () => resolve(undefined);
    const callback = (error?: unknown, value?: unknown) => {
      const settle = () => {
        if (error === undefined || error === null) {
          resolve(value);
        } else {
          // A handler may fail with any value, and it is reported as it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(error);
        }
      };
      if (context.callbackWaitsForEmptyEventLoop) {
        onEmptyEventLoop = settle;
      } else {
        settle();
      }
    };
    const context = contextOf(event, callback);
    const returned = handler(JSON.parse(event.body), context, callback);
    if (typeof (returned as PromiseLike<unknown> | undefined)?.then === 'function') {
      (returned as PromiseLike<unknown>).then(resolve, reject);
    }
  });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(event: ReceivedEvent, callback: (error?: unknown, value?: unknown) => void) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: event.requestId,
    invokedFunctionArn: event.functionArn,
    clientContext:
      event.clientContext === undefined ? undefined : (JSON.parse(event.clientContext) as unknown),
    simulatedMountPath: environment[SIMULATED_MOUNT_PATH] || undefined,
    getRemainingTimeInMillis: () => event.deadline - Date.now(),
    done: callback,
    fail: (error: unknown) => callback(error),
    succeed: (value: unknown) => callback(undefined, value),
  };
}

void run();
