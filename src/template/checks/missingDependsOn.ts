import { areDependenciesKnown, createdBefore, dependsOn } from '../resolve/dependencies';
import { addDependsOn } from '../edits/dependsOn';
import type { Mount } from '../mount/graph';
import { functionSubnets, neededTargets } from '../mount/mountNetwork';
import { isMissing } from '../resolve/references';
import { templateSources } from '../templateSources';
import type { Resource } from '../read/template';
import { nodeOf, sameThing } from '../resolve/values';
import { ownKey, related, type Check } from './check';

/**
 * CloudFormation cannot tell from an access point that its file system's mount targets have to be there first: the
 * function has to name them in `DependsOn`, or depend on something that does.
 */
export const missingDependsOn: Check = {
  code: 'missing-depends-on',
  severity: 'warning',
  sources: [templateSources.lambdaFileSystems, templateSources.cloudFormationFileSystemConfig],
  *judge({ mount, properties, resource, template }) {
    // A name that nothing has may be meant for a mount target: that is told as what it is.
    const isMisspelt = dependsOn(resource).some(id => isMissing(template, id, 'DependsOn'));
    const isKnown = !isMisspelt && areDependenciesKnown(resource, nodeOf(properties));
    if (!mount || !isKnown || neededTargets(mount).length === 0) {
      return;
    }
    const missing = notCreatedBefore(mount);
    const ids = missing.map(({ id }) => id);
    if (missing.length === 0) {
      yield { fine: rangeOf(mount) };
    } else {
      yield {
        range: rangeOf(mount),
        expected: ids.join(', '),
        params: { count: ids.length },
        related: missing.flatMap(mountTarget => related('mount-target', mountTarget)),
        fixes: () => addDependsOn(template, resource, ids),
      };
    }
  },
};

function rangeOf({ function: mounting }: Mount) {
  const entry = mounting.resource.node.entries.find(({ key }) => key === 'DependsOn');
  return entry?.keyRange ?? ownKey(mounting, 'FileSystemConfigs');
}

function notCreatedBefore(mount: Mount): readonly Resource[] {
  const { template, resource } = mount.function;
  const before = createdBefore(template, resource);
  const missing = neededTargets(mount).filter(
    mountTarget => !before.has(mountTarget.id) && !createdBefore(template, mountTarget).has(resource.id),
  );
  return hasItsOwnMountTargets(mount, before) ? [] : missing;
}

/** Whether each of the function's subnets has a mount target in it that is created before: others are for others. */
function hasItsOwnMountTargets(mount: Mount, before: ReadonlySet<string>): boolean {
  const subnets = functionSubnets(mount.function);
  const ready = mount.mountTargets
    .filter(mountTarget => before.has(mountTarget.id))
    .map(mountTarget => mount.propertyOf(mountTarget, 'SubnetId'));
  return (
    subnets !== undefined &&
    subnets.length > 0 &&
    subnets.every(subnet => ready.some(other => sameThing(other, subnet) === true))
  );
}
