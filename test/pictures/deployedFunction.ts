import { constructedFunctions } from '../../src/local/demo/constructedFunctions';
import type { FunctionSeed } from '../../src/local/options';
import { PROBE_MARKER_VARIABLE } from '../../src/protocol';

/** Name of a function that answers as an example does and is shown as one of the account. */
export const deployed = 'reports';

/** Of an example, the status line tells neither when it was inspected nor what has changed since. */
export function deployedFunction(): FunctionSeed {
  const example = constructedFunctions().find(
    ({ configuration }) => configuration.FunctionName === 'reserved-port-example',
  );
  if (!example) {
    throw new Error('There is no reserved-port-example any more: take another one.');
  }
  return {
    ...example,
    configuration: {
      ...example.configuration,
      FunctionName: deployed,
      Description: '',
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
    },
  };
}
