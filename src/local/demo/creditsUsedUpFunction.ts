import type { FunctionSeed } from '../options';
import { efsAccessPoint, exampleConfiguration } from './parts';
import { unstartable } from './unstartable';

/** An invented function that Lambda stopped: its file system has no burst credits left. */
export function creditsUsedUpFunction(): FunctionSeed {
  return {
    configuration: exampleConfiguration(
      'credits-used-up-example',
      'Constructed example, nothing measured: a file system without burst credits.',
      efsAccessPoint('0c0a1000000000008'),
      '/mnt/efs',
    ),
    code: unstartable(
      'EFSIOException',
      'This function instance was stopped because Lambda detected an IO process that was taking too long.',
    ),
  };
}
