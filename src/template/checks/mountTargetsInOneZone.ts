import type { Mount } from '../mount/graph';
import { inSameZone } from '../mount/mountNetwork';
import { templateSources } from '../templateSources';
import type { Resource } from '../read/template';
import { nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** A file system has one mount target in an Availability Zone; one of EFS One Zone has one in all. */
export const mountTargetsInOneZone: Check = {
  code: 'mount-targets-in-one-zone',
  severity: 'error',
  sources: [templateSources.efsMountTargets, templateSources.s3FilesResources],
  *judge({ mount }) {
    const mountTargets = mount?.mountTargets ?? [];
    for (const [index, mountTarget] of mountTargets.entries()) {
      const subnet = mount?.propertyOf(mountTarget, 'SubnetId');
      const range = (subnet && nodeOf(subnet)?.range) ?? mountTarget.idRange;
      const other =
        mount && mountTargets.slice(0, index).find(earlier => collide(mount, earlier, mountTarget));
      yield other
        ? {
            range,
            subject: mountTarget.id,
            actual: other.id,
            params: { fileSystem: mount.fileSystem?.id ?? '' },
            related: [...related('mount-target', other), ...related('file-system', mount.fileSystem)],
          }
        : { fine: range };
    }
  },
};

function collide(mount: Mount, one: Resource, other: Resource): boolean {
  const { fileSystem } = mount;
  const zone = fileSystem && mount.propertyOf(fileSystem, 'AvailabilityZoneName');
  return (
    (zone !== undefined && zone.kind === 'text') ||
    inSameZone(
      mount.function.resolver,
      mount.propertyOf(one, 'SubnetId'),
      mount.propertyOf(other, 'SubnetId'),
    )
  );
}
