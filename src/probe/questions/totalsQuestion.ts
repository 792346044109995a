import { isObject } from '../../core/guards';
import { MAX_LIST_LIMIT, MAX_PENDING_DIRECTORIES, type PendingDirectory } from '../../protocol';
import { countBelow } from '../countBelow';
import { decodeCursor } from '../cursor';
import { ABSOLUTE_PATH, isAbsolutePath, isPositive, refuse } from '../requestParts';
import type { Question } from './question';

/** What lies below a directory, counted part by part. */
export const totalsQuestion: Question<'totals'> = {
  parse({ path, pending, limit, maxDirectories }) {
    if (!isAbsolutePath(path)) {
      return refuse('REQUEST', `"totals.path" must be ${ABSOLUTE_PATH}.`);
    }
    if (!isPositive(limit) || !isPositive(maxDirectories)) {
      return refuse('REQUEST', '"totals.limit" and "totals.maxDirectories" must be positive numbers.');
    }
    if (pending !== undefined && !isPending(pending)) {
      return refuse('REQUEST', '"totals.pending" must be directories that an earlier answer named.');
    }
    return { path, pending, limit: Math.min(limit, MAX_LIST_LIMIT), maxDirectories };
  },
  paths: ({ path }) => [path],
  answer: countBelow,
};

function isPending(pending: unknown): pending is readonly PendingDirectory[] {
  return (
    Array.isArray(pending) &&
    pending.length <= MAX_PENDING_DIRECTORIES &&
    pending.every(
      (each: unknown) =>
        isObject(each) &&
        isAbsolutePath(each['path']) &&
        (each['cursor'] === undefined || decodeCursor(each['cursor']) !== undefined),
    )
  );
}
