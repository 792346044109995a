import { useOnlyAccessPoint } from '../edits/useAccessPoint';
import { templateSources } from '../templateSources';
import { configKey, type Check } from './check';

export const missingArn: Check = {
  code: 'missing-arn',
  severity: 'error',
  sources: [templateSources.cloudFormationFileSystemConfig],
  *judge({ mounts }) {
    for (const mount of mounts) {
      const range = configKey(mount);
      yield mount.arn.kind === 'absent' ? { range, fixes: () => useOnlyAccessPoint(mount) } : { fine: range };
    }
  },
};
