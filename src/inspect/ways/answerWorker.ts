// A thread that reads large answers, one after the other: see answerThread.ts.
import { parentPort } from 'node:worker_threads';
import { buffersOf } from '../../core/listing/directoryColumns';
import { meteredJsonOf } from '../../core/text/jsonMeter';
import { pageOf } from './answerPage';
import type { AnswerResult, AnswerTask } from './answerTask';
import { unpackResponse, UnusableResponseError } from './response';

function read({ page, payload }: AnswerTask): AnswerResult {
  try {
    const response = unpackResponse(meteredJsonOf(payload));
    return { value: page === undefined ? response : pageOf(page, response) };
  } catch (error) {
    if (!(error instanceof UnusableResponseError)) {
      throw error;
    }
    const { message, protocol, reason, refusal } = error;
    return { unusable: { reason, message, protocol, refusal } };
  }
}

parentPort?.on('message', (task: AnswerTask) => {
  const result = read(task);
  // What is handed over is copied neither here nor there.
  const handedOver = 'value' in result && 'names' in result.value ? buffersOf(result.value) : [];
  parentPort?.postMessage(result, handedOver);
});
