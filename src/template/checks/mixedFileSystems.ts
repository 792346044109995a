import { templateSources } from '../templateSources';
import { configKey, ownKey, type Check } from './check';

/** A function mounts either EFS or S3 Files. */
export const mixedFileSystems: Check = {
  code: 'mixed-file-systems',
  severity: 'error',
  sources: [templateSources.lambdaFileSystems, templateSources.s3FilesLambda],
  *judge(mounting) {
    const { mounts } = mounting;
    const first = mounts.find(mount => mount.service);
    const other = mounts.find(mount => mount.service && mount.service !== first?.service);
    const judged = ownKey(mounting, 'FileSystemConfigs');
    yield first && other
      ? {
          range: configKey(other),
          judged,
          related: [{ is: 'file-system-configs', id: 'FileSystemConfigs', range: configKey(first) }],
        }
      : { fine: judged };
  },
};
