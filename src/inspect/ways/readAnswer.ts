import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import { meteredJsonOf } from '../../core/text/jsonMeter';
import type { ProbeResponse } from '../../protocol';
import { pageOf } from './answerPage';
import type { AnswerTask } from './answerTask';
import { AnswerThread } from './answerThread';
import { LargeResponseError, unpackResponse, UnusableResponseError } from './response';

/**
 * Bytes of a payload, and of what it unpacks to, that are read here. It takes some 25 ms, in which nothing else in the
 * extension host goes on; a thread takes 40 ms to start, and goes on beside it.
 */
const PAYLOAD_BYTES_HERE = 256 * 1024;
const UNPACKED_BYTES_HERE = 1.5 * 1024 * 1024;

/** What a probe answered. @throws {UnusableResponseError} */
export function readResponse(payload: Uint8Array): Promise<ProbeResponse> {
  return read({ payload }, response => response);
}

/** The directory that a probe listed. @throws {UnusableResponseError} */
export function readPage(payload: Uint8Array, path: string): Promise<DirectoryColumns> {
  return read({ payload, page: path }, response => pageOf(path, response));
}

/** An answer that is likely to be large is asked for now: what reads it then shall be there. */
export function expectLargeAnswer(): void {
  try {
    AnswerThread.prepare();
  } catch {
    // Whoever needs it is told.
  }
}

async function read<Value extends ProbeResponse | DirectoryColumns>(
  task: AnswerTask,
  valueOf: (response: ProbeResponse) => Value,
): Promise<Value> {
  if (task.payload.length <= PAYLOAD_BYTES_HERE) {
    try {
      return valueOf(unpackResponse(meteredJsonOf(task.payload), UNPACKED_BYTES_HERE));
    } catch (error) {
      if (!(error instanceof LargeResponseError)) {
        throw error;
      }
    }
  }
  const result = await AnswerThread.read(task);
  if ('unusable' in result) {
    const { message, reason, ...rest } = result.unusable;
    throw new UnusableResponseError(reason, message, rest);
  }
  return result.value as Value;
}
