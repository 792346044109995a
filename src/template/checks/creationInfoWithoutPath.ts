import { accessPointSettings } from '../mount/accessPoint';
import { entryOf } from '../read/nodes';
import { templateSources } from '../templateSources';
import { nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** How to create a directory, for a root that exists already: AWS documents that it is ignored then. */
export const creationInfoWithoutPath: Check = {
  code: 'creation-info-without-path',
  severity: 'info',
  sources: [templateSources.efsAccessPoints, templateSources.efsCreationInfo],
  *judge({ mount }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const { resource, rootDirectory, path, creation, creationKey } = settings;
      const range = entryOf(nodeOf(rootDirectory), creationKey)?.keyRange ?? resource.idRange;
      yield path === '/' && creation.kind === 'map'
        ? {
            range,
            subject: resource.id,
            actual: creationKey,
            related: related('function', mount.function.resource),
          }
        : { fine: range };
    }
  },
};
