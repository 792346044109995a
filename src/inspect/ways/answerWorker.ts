// A thread that reads one large answer and ends: see readAnswer.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { meteredJsonOf } from '../../core/text/jsonMeter';
import { pageOf } from './answerPage';
import type { AnswerResult, AnswerTask } from './answerTask';
import { unpackResponse, UnusableResponseError } from './response';

async function read({ page, payload }: AnswerTask): Promise<AnswerResult> {
  try {
    const response = await unpackResponse(meteredJsonOf(payload));
    return { value: page === undefined ? response : pageOf(page, response) };
  } catch (error) {
    if (!(error instanceof UnusableResponseError)) {
      throw error;
    }
    const { message, protocol, reason, refusal } = error;
    return { unusable: { reason, message, protocol, refusal } };
  }
}

void read(workerData as AnswerTask).then(result => parentPort?.postMessage(result));
