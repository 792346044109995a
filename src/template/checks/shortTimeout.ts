import { sources } from '../sources';
import { knownNumber, nodeOf } from '../values';
import { ownKey, type Check } from './check';

/** Seconds. */
const ENOUGH = 10;

/** A time-out that was chosen and that ends a call before a slow mount or a lost connection can recover. */
export const shortTimeout: Check = {
  code: 'short-timeout',
  severity: 'info',
  sources: [sources.lambdaInvokeTroubleshooting, sources.lambdaEfs],
  *judge(mounting) {
    if (mounting.mounts.length) {
      const timeout = mounting.property('Timeout');
      const seconds = knownNumber(timeout);
      const range = nodeOf(timeout)?.range ?? ownKey(mounting, 'Timeout');
      yield seconds !== undefined && seconds < ENOUGH
        ? { range, actual: String(seconds), expected: String(ENOUGH) }
        : { fine: range };
    }
  },
};
