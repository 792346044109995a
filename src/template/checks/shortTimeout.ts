import { giveTimeout } from '../edits/timeout';
import { DEFAULT_TIMEOUT } from '../mount/functionDefaults';
import { templateSources } from '../templateSources';
import { knownNumber, nodeOf } from '../resolve/values';
import type { Check } from './check';

/** Seconds. */
const ENOUGH = 10;

/** A timeout, chosen or Lambda's own, that ends a call before a slow mount or a lost connection can recover. */
export const shortTimeout: Check = {
  code: 'short-timeout',
  severity: 'info',
  sources: [templateSources.lambdaInvokeTroubleshooting, templateSources.lambdaEfs],
  *judge(mounting) {
    if (mounting.mounts.length) {
      const timeout = mounting.property('Timeout');
      const seconds = timeout.kind === 'absent' ? DEFAULT_TIMEOUT : knownNumber(timeout);
      const range = nodeOf(timeout)?.range ?? mounting.resource.idRange;
      yield seconds !== undefined && seconds < ENOUGH
        ? {
            range,
            actual: String(seconds),
            expected: String(ENOUGH),
            params: { is: timeout.kind === 'absent' ? 'default' : 'given' },
            fixes: () => giveTimeout(mounting, ENOUGH),
          }
        : { fine: range };
    }
  },
};
