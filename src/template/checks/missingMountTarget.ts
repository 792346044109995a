import { candidatesFor } from '../resolve/linked';
import { isKnownElsewhere } from '../resolve/escape';
import { serviceOf } from '../resolve/arn';
import type { Mount } from '../mount/graph';
import { functionSubnets, inDifferentZones } from '../mount/mountNetwork';
import type { Range } from '../read/nodes';
import { templateSources } from '../templateSources';
import { nodeOf, resourceNamed, sameThing, type Value } from '../resolve/values';
import { configKey, related, type Check, type Fine, type Judgement } from './check';

/**
 * The file system is made by this template and has no mount target, or none in the Availability Zone of one of the
 * function's subnets. Lambda refuses such a function.
 */
export const missingMountTarget: Check = {
  code: 'missing-mount-target',
  severity: 'warning',
  sources: [templateSources.lambdaFileSystems],
  *judge({ mount }) {
    yield* mount ? judgeMount(mount) : [];
  },
};

function* judgeMount(mount: Mount): Iterable<Judgement> {
  const range = nodeOf(mount.arn)?.range ?? configKey(mount);
  const subnets = functionSubnets(mount.function) ?? [];
  const ranges = subnets.map(subnet => nodeOf(subnet)?.range ?? range);
  const targets = mountTargetSubnets(mount);
  if (targets?.length === 0) {
    yield { range, params: { is: 'none' }, related: related('file-system', mount.fileSystem) };
  } else if (targets) {
    yield fine(range);
    for (const [index, subnet] of subnets.entries()) {
      const at = ranges[index] ?? range;
      const id = resourceNamed(subnet)?.id;
      yield id !== undefined && targets.every(target => areApart(mount, subnet, target))
        ? {
            range: at,
            actual: id,
            params: { is: 'subnet', fileSystem: mount.fileSystem?.id ?? '' },
            related: [
              ...related('file-system', mount.fileSystem),
              ...related('subnet', resourceNamed(subnet)),
            ],
          }
        : fine(at);
    }
  }
}

function fine(range: Range): Fine {
  return { fine: range };
}

/** The subnets of all mount targets that the file system has; undefined where there may be others. */
function mountTargetSubnets(mount: Mount): readonly Value[] | undefined {
  const { template, resolver } = mount.function;
  const { fileSystem } = mount;
  if (!fileSystem || isKnownElsewhere(template, fileSystem.id)) {
    return undefined;
  }
  const type = serviceOf(fileSystem) === 's3files' ? 'AWS::S3Files::MountTarget' : 'AWS::EFS::MountTarget';
  const mountTargets = candidatesFor(template, type, 'FileSystemId', fileSystem).filter(
    one => resolver.exists(one) !== false,
  );
  return mountTargets.some(one => mount.sameFileSystem(one) === undefined)
    ? undefined
    : mountTargets
        .filter(one => mount.sameFileSystem(one))
        .map(mountTarget => mount.propertyOf(mountTarget, 'SubnetId'));
}

function areApart(mount: Mount, a: Value, b: Value): boolean {
  return sameThing(a, b) === false && inDifferentZones(mount.function.resolver, a, b);
}
