import { Worker } from 'node:worker_threads';
import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import { meteredJsonOf } from '../../core/text/jsonMeter';
import type { ProbeResponse } from '../../protocol';
import { pageOf } from './answerPage';
import type { AnswerResult, AnswerTask } from './answerTask';
import answerWorker from './answerWorker?worker';
import { LargeResponseError, unpackResponse, UnusableResponseError } from './response';

/**
 * Bytes of a payload, and of what it unpacks to, that are read here. It takes some 25 ms, in which nothing else in the
 * extension host goes on; a thread takes 40 ms to start, and goes on beside it.
 */
const PAYLOAD_BYTES_HERE = 256 * 1024;
const UNPACKED_BYTES_HERE = 1.5 * 1024 * 1024;

/** What a thread may hold, in MiB: the largest answer that is let through takes a quarter of it. */
const THREAD_MIB = 1024;

/** What a probe answered. @throws {UnusableResponseError} */
export function readResponse(payload: Uint8Array): Promise<ProbeResponse> {
  return read({ payload }, response => response);
}

/** The directory that a probe listed. @throws {UnusableResponseError} */
export function readPage(payload: Uint8Array, path: string): Promise<DirectoryColumns> {
  return read({ payload, page: path }, response => pageOf(path, response));
}

async function read<Value extends ProbeResponse | DirectoryColumns>(
  task: AnswerTask,
  valueOf: (response: ProbeResponse) => Value,
): Promise<Value> {
  if (task.payload.length <= PAYLOAD_BYTES_HERE) {
    try {
      return valueOf(await unpackResponse(meteredJsonOf(task.payload), UNPACKED_BYTES_HERE));
    } catch (error) {
      if (!(error instanceof LargeResponseError)) {
        throw error;
      }
    }
  }
  const result = await inThread(task);
  if ('unusable' in result) {
    const { message, reason, ...rest } = result.unusable;
    throw new UnusableResponseError(reason, message, rest);
  }
  return result.value as Value;
}

function inThread(task: AnswerTask): Promise<AnswerResult> {
  const worker = new Worker(answerWorker, {
    eval: true,
    workerData: task,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MIB },
  });
  return new Promise<AnswerResult>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', error => {
      const isTooMuch = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(isTooMuch ? new UnusableResponseError('damaged', 'The response takes too much memory.') : error);
    });
    worker.once('exit', () => reject(new Error('The thread that reads an answer ended without one.')));
  }).finally(() => void worker.terminate());
}
