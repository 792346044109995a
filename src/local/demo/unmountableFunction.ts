import type { FunctionSeed } from '../options';
import { efsAccessPoint, exampleConfiguration } from './parts';
import { zipTexts } from './zipTexts';

const accessPoint = efsAccessPoint('0c0a1000000000006');

/** An invented function that Lambda cannot start: its file system has no mount target. */
export function unmountableFunction(): FunctionSeed {
  return {
    configuration: exampleConfiguration(
      'unmountable-example',
      'Constructed example, nothing measured: a file system that Lambda cannot reach.',
      accessPoint,
      '/mnt/efs',
    ),
    code: {
      kind: 'unstartable',
      zip: zipTexts([]),
      // As https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html spells it.
      error: {
        name: 'EFSMountConnectivityException',
        message: `The function couldn't connect to the Amazon EFS file system with access point ${accessPoint}. Check your network configuration and try again.`,
      },
    },
  };
}
