import { templateSources } from '../templateSources';
import { entryOf } from '../read/nodes';
import { nodeOf } from '../resolve/values';
import { configKey, related, type Check } from './check';

/** Settings of S3 Files on an access point of EFS. */
export const s3FilesConfigOnEfs: Check = {
  code: 's3-files-config-on-efs',
  severity: 'error',
  sources: [templateSources.lambdaS3FilesApi],
  *judge({ mounts, resolver }) {
    for (const mount of mounts) {
      const range = entryOf(nodeOf(mount.config), 'S3FilesConfig')?.keyRange ?? configKey(mount);
      const isGiven = resolver.get(mount.config, 'S3FilesConfig').kind === 'map';
      yield isGiven && mount.service === 'efs'
        ? { range, related: related('access-point', mount.accessPoint) }
        : { fine: range };
    }
  },
};
