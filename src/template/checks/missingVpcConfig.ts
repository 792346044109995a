import { addVpcConfig } from '../edits/vpcConfig';
import { missingOfVpcConfig } from '../mount/mountNetwork';
import { templateSources } from '../templateSources';
import { ownKey, type Check } from './check';

/** A function has to be in a VPC to mount a file system; Lambda refuses it otherwise. */
export const missingVpcConfig: Check = {
  code: 'missing-vpc-config',
  severity: 'error',
  sources: [templateSources.lambdaFileSystems],
  *judge(mounting) {
    const [mount] = mounting.mounts;
    if (mount) {
      const range = ownKey(mounting, 'FileSystemConfigs');
      yield missingOfVpcConfig(mounting) === 'VpcConfig'
        ? { range, fixes: () => addVpcConfig(mount) }
        : { fine: range };
    }
  },
};
