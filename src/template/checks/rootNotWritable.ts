import { accessPointSettings, isFresh, isReachedFromAbove, isReplica } from '../mount/accessPoint';
import { entryOf } from '../read/nodes';
import { templateSources } from '../templateSources';
import { nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** A new file system's root is root:root 755: an access point on it with another user can read and not write. */
export const rootNotWritable: Check = {
  code: 'root-not-writable',
  severity: 'warning',
  sources: [templateSources.efsPermissions, templateSources.efsAccessPoints],
  *judge({ mount }) {
    const settings = mount && accessPointSettings(mount);
    if (settings && mount.service === 'efs' && !isReplica(mount)) {
      const { resource, rootDirectory, path, creation, uid } = settings;
      const range = entryOf(nodeOf(rootDirectory), 'Path')?.value.range ?? resource.idRange;
      const isLocked = path === '/' && creation.kind === 'absent' && uid !== undefined && Number(uid) !== 0;
      yield isLocked
        ? {
            range,
            subject: resource.id,
            severity: isFresh(mount) && !isReachedFromAbove(mount, settings) ? 'warning' : 'info',
            actual: uid,
            related: related('function', mount.function.resource),
          }
        : { fine: range };
    }
  },
};
