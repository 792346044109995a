import type { FunctionSeed } from '../options';
import { efsAccessPoint, exampleConfiguration } from './parts';
import { zipTexts } from './zipTexts';

/** An invented function that Lambda stopped: its file system has no burst credits left. */
export function creditsUsedUpFunction(): FunctionSeed {
  return {
    configuration: exampleConfiguration(
      'credits-used-up-example',
      'Constructed example, nothing measured: a file system without burst credits.',
      efsAccessPoint('0c0a1000000000008'),
      '/mnt/efs',
    ),
    code: {
      kind: 'unstartable',
      zip: zipTexts([]),
      // As https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html spells it.
      error: {
        name: 'EFSIOException',
        message:
          'This function instance was stopped because Lambda detected an IO process that was taking too long.',
      },
    },
  };
}
