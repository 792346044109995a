import { accessPointSettings, isFresh, isReachedFromAbove, isReplica } from '../mount/accessPoint';
import { templateSources } from '../templateSources';
import { entryOf } from '../read/nodes';
import { nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/**
 * An access point below `/` that does not say how to create its directory: while that does not exist, every mount
 * through it fails.
 */
export const missingCreationInfo: Check = {
  code: 'missing-creation-info',
  severity: 'warning',
  sources: [templateSources.efsCreationInfo, templateSources.efsAccessPoints],
  *judge({ mount }) {
    const settings = mount && accessPointSettings(mount);
    if (settings && !isReplica(mount)) {
      const { resource, rootDirectory, path, creation, creationKey, misnamed } = settings;
      const range = entryOf(nodeOf(rootDirectory), 'Path')?.value.range ?? resource.idRange;
      const isMissing = path !== undefined && path !== '/' && creation.kind === 'absent' && !misnamed;
      yield isMissing
        ? {
            range,
            subject: resource.id,
            severity: isFresh(mount) && !isReachedFromAbove(mount, settings) ? 'warning' : 'info',
            actual: path,
            expected: creationKey,
            related: related('function', mount.function.resource),
          }
        : { fine: range };
    }
  },
};
