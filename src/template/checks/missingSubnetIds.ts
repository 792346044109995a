import { completeVpcConfig } from '../edits/vpcConfig';
import { missingOfVpcConfig } from '../mount/mountNetwork';
import { templateSources } from '../templateSources';
import { propertyKey, type Check } from './check';

/** `VpcConfig` is there and names no subnet, so that the function is in no VPC. */
export const missingSubnetIds: Check = {
  code: 'missing-subnet-ids',
  severity: 'error',
  sources: [templateSources.lambdaVpcConfigApi, templateSources.lambdaFileSystems],
  *judge(mounting) {
    const [mount] = mounting.mounts;
    if (mount) {
      const range = propertyKey(mounting, 'VpcConfig');
      yield missingOfVpcConfig(mounting) === 'SubnetIds'
        ? { range, fixes: () => completeVpcConfig(mount, 'SubnetIds') }
        : { fine: range };
    }
  },
};
