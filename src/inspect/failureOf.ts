import type { MountFailure } from '../core/failure/mountFailure';
import type { Inspection } from './inspection';

/** Why the last inspection failed, where there is more to it than a sentence. */
export function failureOf({ failure, status }: Inspection): MountFailure | undefined {
  return status === 'failed' ? failure?.explanation : undefined;
}
