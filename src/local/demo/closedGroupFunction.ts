import type { FunctionSeed } from '../options';
import { demoVpc, efsAccessPoint, exampleConfiguration, otherFunctionGroup } from './parts';
import { unreachable } from './unreachable';

const accessPoint = efsAccessPoint('0c0a1000000000007');

/** An invented function that Lambda cannot start: the group of the mount targets does not let its group in. */
export function closedGroupFunction(): FunctionSeed {
  const configuration = exampleConfiguration(
    'closed-group-example',
    'Constructed example, nothing measured: a security group that does not let the function in.',
    accessPoint,
    '/mnt/efs',
  );
  return {
    configuration: { ...configuration, VpcConfig: { ...demoVpc, SecurityGroupIds: [otherFunctionGroup] } },
    code: unreachable(accessPoint),
  };
}
