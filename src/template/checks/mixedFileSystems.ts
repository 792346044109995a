import { sources } from '../sources';
import { configKey, type Check } from './check';

/** A function mounts either EFS or S3 Files. */
export const mixedFileSystems: Check = {
  code: 'mixed-file-systems',
  severity: 'error',
  sources: [sources.lambdaFileSystems, sources.s3FilesLambda],
  *judge({ mounts }) {
    const first = mounts.find(mount => mount.service);
    const other = mounts.find(mount => mount.service && mount.service !== first?.service);
    if (first && other) {
      yield {
        range: configKey(other),
        related: [{ is: 'file-system-configs', id: 'FileSystemConfigs', range: configKey(first) }],
      };
    }
  },
};
