import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { ownKey, type Check } from './check';

/** SnapStart does not work with file systems; Lambda refuses the function. */
export const snapStartWithFileSystem: Check = {
  code: 'snap-start-with-file-system',
  severity: 'error',
  sources: [templateSources.lambdaSnapStart],
  *judge(mounting) {
    if (mounting.mounts.length) {
      const applyOn = mounting.resolver.get(mounting.property('SnapStart'), 'ApplyOn');
      const range = nodeOf(applyOn)?.range ?? ownKey(mounting, 'SnapStart');
      yield known(applyOn) === 'PublishedVersions'
        ? { range, actual: 'PublishedVersions', expected: 'None' }
        : { fine: range };
    }
  },
};
