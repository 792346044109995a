import type { FunctionCode } from '../options';
import { zipTexts } from './zipTexts';

/** Of an invented function that Lambda cannot start, because it does not reach the mount targets. */
export function unreachable(accessPoint: string): FunctionCode {
  return {
    kind: 'unstartable',
    zip: zipTexts([]),
    // As https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html spells it.
    error: {
      name: 'EFSMountConnectivityException',
      message: `The function couldn't connect to the Amazon EFS file system with access point ${accessPoint}. Check your network configuration and try again.`,
    },
  };
}
