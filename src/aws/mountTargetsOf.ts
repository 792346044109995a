import type { MountTarget } from '../core/mount/fileSystemSetup';
import type { Reading } from '../core/mount/reading';

/**
 * Mount targets with their security groups, each of which is a reading of its own. Undefined where what they belong to
 * does not exist.
 */
export async function mountTargetsOf<Target>(
  found: Reading<readonly Target[] | null>,
  readGroups: (target: Target) => Promise<Reading<readonly string[] | null>>,
  toMountTarget: (target: Target, securityGroups: MountTarget['securityGroups']) => MountTarget,
): Promise<Reading<readonly MountTarget[]> | undefined> {
  if (!found.ok) {
    return found;
  }
  if (found.value === null) {
    return undefined;
  }
  const value = await Promise.all(
    found.value.map(async target => {
      const groups = await readGroups(target);
      return toMountTarget(target, groups.ok ? { ok: true, value: groups.value ?? [] } : groups);
    }),
  );
  return { ok: true, value };
}
