import type { FunctionSeed } from '../options';
import { demoVpc, efsAccessPoint, originVariables } from './parts';
import catEtcMtab from './recorded/cat-etc-mtab.txt';
import catProcMounts from './recorded/cat-proc-mounts.txt';
import dfH from './recorded/df-h.txt';
import lsLBin from './recorded/ls-l-bin.txt';
import lsLRoot from './recorded/ls-l-root.txt';
import whoami from './recorded/whoami.txt';
import { shellReplay } from './shellReplay';
import { zipTexts } from './zipTexts';

const transcript = new Map([
  ['whoami', whoami],
  ['ls -l /', lsLRoot],
  ['ls -l /bin', lsLBin],
  ['cat /etc/mtab', catEtcMtab],
  ['cat /proc/mounts', catProcMounts],
  ['df -h', dfH],
]);

/** The function of April 2022 that first showed how Lambda mounts EFS: a shell handler, with what it printed then. */
export function recordedFunction(): FunctionSeed {
  return {
    configuration: {
      FunctionName: 'cmd-function',
      Description:
        'Recorded on 29 April 2022: runs the shell command it is sent and prints the output. Here it prints what it printed then.',
      Runtime: 'go1.x',
      Handler: 'main',
      Architectures: ['x86_64'],
      Timeout: 3,
      LastModified: '2022-04-29T00:00:00.000+0000',
      VpcConfig: demoVpc,
      FileSystemConfigs: [{ Arn: efsAccessPoint('0a1b2c3d4e5f60718'), LocalMountPath: '/mnt/efs' }],
      Environment: { Variables: originVariables('recorded 2022-04-29') },
      // As if the sample workspace's template had been deployed, so that the way from a template can be tried.
      Tags: { 'aws:cloudformation:logical-id': 'CmdFunction' },
    },
    code: {
      kind: 'replay',
      zip: zipTexts(transcript),
      handler: shellReplay(transcript),
    },
  };
}
