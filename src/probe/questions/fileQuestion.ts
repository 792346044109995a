import { MAX_FILE_BYTES } from '../../protocol';
import { readRange } from '../file';
import { ABSOLUTE_PATH, isAbsolutePath, isPositive, refuse } from '../requestParts';
import type { Question } from './question';

/** A range of a regular file. */
export const fileQuestion: Question<'file'> = {
  parse({ path, offset, length }) {
    if (!isAbsolutePath(path)) {
      return refuse('REQUEST', `"file.path" must be ${ABSOLUTE_PATH}.`);
    }
    if (typeof offset !== 'string' || !/^\d{1,18}$/.test(offset)) {
      return refuse('REQUEST', '"file.offset" must be a decimal number of bytes.');
    }
    if (!isPositive(length) || !Number.isSafeInteger(length)) {
      return refuse('REQUEST', '"file.length" must be a positive whole number.');
    }
    return { path, offset, length: Math.min(length, MAX_FILE_BYTES) };
  },
  paths: ({ path }) => [path],
  answer: readRange,
};
