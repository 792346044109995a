import type { FunctionSeed } from '../options';
import { efsAccessPoint, exampleConfiguration } from './parts';
import { unreachable } from './unreachable';

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
    code: unreachable(accessPoint),
  };
}
