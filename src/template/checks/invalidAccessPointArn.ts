import { replaceArn, useOnlyAccessPoint } from '../edits/useAccessPoint';
import type { TemplateFix } from '../templateFinding';
import type { Mount } from '../mount/graph';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { configKey, type Check } from './check';

/** `Arn` is a text that Lambda takes for no access point. */
export const invalidAccessPointArn: Check = {
  code: 'invalid-access-point-arn',
  severity: 'error',
  sources: [templateSources.lambdaFileSystemApi],
  *judge({ mounts }) {
    for (const mount of mounts) {
      const range = nodeOf(mount.arn)?.range ?? configKey(mount);
      const actual = known(mount.arn);
      yield mount.target.is === 'malformed' ? { range, actual, fixes: () => fixes(mount) } : { fine: range };
    }
  },
};

function fixes(mount: Mount): readonly TemplateFix[] {
  return mount.accessPoint ? replaceArn(mount, mount.accessPoint) : useOnlyAccessPoint(mount);
}
