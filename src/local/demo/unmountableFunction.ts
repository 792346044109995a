import { PROBE_MARKER_VARIABLE } from '../../probe/protocol';
import type { FunctionSeed } from '../options';
import { demoVpc, efsAccessPoint, originVariables } from './parts';
import { zipTexts } from './zipTexts';

const accessPoint = efsAccessPoint('0c0a1000000000006');

/** An invented function that Lambda cannot start: its file system has no mount target. */
export function unmountableFunction(): FunctionSeed {
  return {
    configuration: {
      FunctionName: 'unmountable-example',
      Description: 'Constructed example, nothing measured: a file system that Lambda cannot reach.',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 30,
      MemorySize: 512,
      LastModified: '2026-11-01T00:00:00.000+0000',
      VpcConfig: demoVpc,
      FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: '/mnt/efs' }],
      Environment: { Variables: { ...originVariables('constructed'), [PROBE_MARKER_VARIABLE]: '1' } },
    },
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
