import type { FunctionSeed } from '../options';
import { efsAccessPoint, exampleConfiguration } from './parts';
import { unstartable } from './unstartable';

const accessPoint = efsAccessPoint('0c0a1000000000009');

/** An invented function that Lambda cannot start: the policy of its file system denies the mount to its role. */
export function deniedByPolicyFunction(): FunctionSeed {
  return {
    configuration: exampleConfiguration(
      'denied-by-policy-example',
      'Constructed example, nothing measured: a file system policy that denies the mount to the function’s role.',
      accessPoint,
      '/mnt/efs',
    ),
    code: unstartable(
      'EFSMountFailureException',
      `The function could not mount the EFS file system with access point ${accessPoint}.`,
    ),
  };
}
