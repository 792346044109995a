import { completeVpcConfig } from '../edits/vpcConfig';
import { missingOfVpcConfig } from '../mount/mountNetwork';
import { templateSources } from '../templateSources';
import { propertyKey, type Check } from './check';

/** Lambda takes subnets only together with security groups, unlike EC2, which has a default group. */
export const missingSecurityGroupIds: Check = {
  code: 'missing-security-group-ids',
  severity: 'error',
  sources: [templateSources.lambdaVpcConfigApi, templateSources.lambdaFileSystems],
  *judge(mounting) {
    const [mount] = mounting.mounts;
    if (mount) {
      const range = propertyKey(mounting, 'VpcConfig');
      yield missingOfVpcConfig(mounting) === 'SecurityGroupIds'
        ? { range, fixes: () => completeVpcConfig(mount, 'SecurityGroupIds') }
        : { fine: range };
    }
  },
};
