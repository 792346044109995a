import type { FunctionCode } from '../options';
import { unstartable } from './unstartable';

/** Of an invented function that Lambda cannot start, because it does not reach the mount targets. */
export function unreachable(accessPoint: string): FunctionCode {
  return unstartable(
    'EFSMountConnectivityException',
    `The function couldn't connect to the Amazon EFS file system with access point ${accessPoint}. Check your network configuration and try again.`,
  );
}
