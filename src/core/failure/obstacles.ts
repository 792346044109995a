import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { judgeBySetup, type CauseCode, type FailureCause } from './mountCauses';
import { mountPath, throughLane } from './mountPath';
import { judgeByPath } from './networkCauses';

/** Parts of the way to a file system, from its far end: what is missing there makes the rest no matter. */
const parts: readonly CauseCode[] = [
  'access-point-unavailable',
  'mount-target-missing',
  'mount-target-not-available',
  'function-outbound',
  'other-network',
  'mount-target-inbound',
  'throughput-exhausted',
  'many-connections',
];

/**
 * What was read of a file system and of the way there that keeps calls from it, whatever failed because of it: what is
 * gone, closed or used up now. Nothing that is only likely.
 */
export function obstacles(
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
): readonly FailureCause[] {
  if (!setup) {
    return [];
  }
  const path = setup.network && mountPath(target, setup);
  // The function runs in one of its subnets, and nothing tells in which: one that is closed counts where all are.
  const isCutOff = path?.lanes.every(lane => throughLane(lane).state === 'closed') ?? false;
  return parts.flatMap(code => {
    const judged =
      (path && isCutOff ? judgeByPath(code, target, setup, path) : undefined) ??
      judgeBySetup(code, target, setup);
    const isRead =
      judged?.standing === 'certain' || (judged?.standing === 'indicated' && judged.fact !== undefined);
    return judged && isRead ? [{ code, ...judged }] : [];
  });
}
