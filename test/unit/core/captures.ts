import { readFileSync } from 'node:fs';
import type { Capture } from '../../../src/core/capture/capture';
import type { FileSystemKind, LambdaFunction } from '../../../src/core/lambdaFunction';
import type { ProbeAnswers, Section } from '../../../src/protocol';

/** The NFS mount line of the function of 2022, as /proc/mounts printed it. */
export const healthyOptions =
  'rw,relatime,vers=4.1,rsize=1048576,wsize=1048576,namlen=255,hard,noresvport,proto=tcp,port=20252,timeo=600,' +
  'retrans=2,sec=sys,clientaddr=127.0.0.1,local_lock=none,addr=127.0.0.1';

export function lambdaFunction(kind: FileSystemKind = 'efs'): LambdaFunction {
  return {
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:reports',
    name: 'reports',
    region: 'eu-west-1',
    packageType: 'Zip',
    runtime: 'nodejs22.x',
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    subnetIds: ['subnet-1'],
    securityGroupIds: ['sg-1'],
    fileSystem: {
      kind,
      arn: 'arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0',
      localMountPath: '/mnt/efs',
      accessPointId: 'fsap-0123456789abcdef0',
    },
    snapStart: false,
    declaresProbe: true,
    origin: { kind: 'live' },
  };
}

export function ok<T>(value: T): Section<T> {
  return { ok: true, value, ms: 1 };
}

export function failed<T>(code: string, message = 'not good', partial?: T): Section<T> {
  return { ok: false, error: { code, message }, ms: 1, ...(partial === undefined ? {} : { partial }) };
}

export function probeCapture(probe: ProbeAnswers, change: Partial<Capture> = {}): Capture {
  return {
    version: 1,
    takenAt: '2026-11-22T12:00:00.000Z',
    way: 'installed-probe',
    target: lambdaFunction(),
    invocation: { count: 1, durationMs: 120 },
    probe,
    unresponsive: [],
    commands: [],
    ...change,
  };
}

/** A capture whose mount table has one NFS mount with these options. */
export function mountCapture(
  options: string,
  kind: FileSystemKind = 'efs',
  change: Partial<Capture> = {},
): Capture {
  return probeCapture(
    { mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${options} 0 0\n`) },
    { target: lambdaFunction(kind), ...change },
  );
}

const recordedFiles: Readonly<Record<string, string>> = {
  whoami: 'whoami.txt',
  'cat /proc/mounts': 'cat-proc-mounts.txt',
  'cat /etc/mtab': 'cat-etc-mtab.txt',
  'df -h': 'df-h.txt',
  'ls -l /': 'ls-l-root.txt',
  'ls -l /bin': 'ls-l-bin.txt',
};

/** What the shell handler of 2022 answered. `edit` changes a command's output. */
export function recordedCapture(
  edit: (command: string, text: string) => string = (_, text) => text,
): Capture {
  return {
    ...probeCapture({}),
    way: 'shell-handler',
    commands: [
      ...Object.entries(recordedFiles).map(([command, file]) => ({
        command,
        output: ok(edit(command, readFileSync(`src/local/demo/recorded/${file}`, 'utf8'))),
      })),
      { command: 'ls -l /mnt/efs', output: failed<string>('Runtime.ExitError', 'exit status 1') },
      { command: 'cat /proc/self/mountstats', output: failed<string>('Runtime.ExitError', 'exit status 1') },
    ],
  };
}
