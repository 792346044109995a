import { templateSources } from '../templateSources';
import { configKey, type Check } from './check';

export const missingLocalMountPath: Check = {
  code: 'missing-local-mount-path',
  severity: 'error',
  sources: [templateSources.cloudFormationFileSystemConfig],
  *judge({ mounts }) {
    for (const mount of mounts) {
      const range = configKey(mount);
      yield mount.localMountPath.kind === 'absent' ? { range } : { fine: range };
    }
  },
};
