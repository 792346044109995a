import { addVpcConfig } from '../edits/vpcConfig';
import type { MountingFunction } from '../graph';
import { sources } from '../sources';
import { ownKey, type Check } from './check';

/** A function has to be in a VPC to mount a file system; Lambda refuses it otherwise. */
export const missingVpcConfig: Check = {
  code: 'missing-vpc-config',
  severity: 'error',
  sources: [sources.lambdaFileSystems],
  *judge(mounting) {
    const [mount] = mounting.mounts;
    if (mount) {
      const range = ownKey(mounting, 'FileSystemConfigs');
      yield isOutsideVpc(mounting) ? { range, fixes: () => addVpcConfig(mount) } : { fine: range };
    }
  },
};

function isOutsideVpc(mounting: MountingFunction): boolean {
  const vpcConfig = mounting.property('VpcConfig');
  const subnets = mounting.resolver.get(vpcConfig, 'SubnetIds');
  return (
    subnets.kind === 'absent' ||
    (subnets.kind === 'list' && !subnets.open && mounting.resolver.items(subnets)?.length === 0)
  );
}
