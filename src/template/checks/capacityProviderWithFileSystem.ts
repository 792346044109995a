import { templateSources } from '../templateSources';
import { ownKey, type Check } from './check';

/** Functions on a capacity provider have no VPC configuration of their own, and so no file system. */
export const capacityProviderWithFileSystem: Check = {
  code: 'capacity-provider-with-file-system',
  severity: 'error',
  sources: [templateSources.lambdaS3FilesLaunch],
  *judge(mounting) {
    if (mounting.mounts.length) {
      const range = ownKey(mounting, 'CapacityProviderConfig');
      yield mounting.property('CapacityProviderConfig').kind === 'map' ? { range } : { fine: range };
    }
  },
};
