import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseMountInfo } from '../../core/parse/mountinfo';
import { PROBE_MARKER_VARIABLE } from '../../protocol';
import { DEMO_ACCOUNT } from '../functionName';
import type { FunctionSeed } from '../options';
import { DEMO_REGION } from './parts';

/**
 * The shipped probe, which really runs and reads the machine that the endpoint runs on. Not where the kernel tells
 * nothing of mounts: on other systems than Linux, and in containers that hide it.
 */
export async function thisMachine(
  distDir: string,
  platform = process.platform,
  mountinfoFile = '/proc/self/mountinfo',
): Promise<FunctionSeed | undefined> {
  const mountinfo = platform === 'linux' ? await readFile(mountinfoFile).catch(() => undefined) : undefined;
  if (!mountinfo?.length) {
    return undefined;
  }
  const mountPath = findMountPath(mountinfo);
  return {
    configuration: {
      FunctionName: 'this-machine',
      Description: 'Live: the probe runs on this machine and reads its own mounts. Nothing of it is in AWS.',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
      Timeout: 30,
      MemorySize: 256,
      // No access point is behind it, so its ARN is none of EFS or S3 Files.
      FileSystemConfigs: [
        { Arn: `arn:aws:local:${DEMO_REGION}:${DEMO_ACCOUNT}:this-machine`, LocalMountPath: mountPath },
      ],
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
    },
    code: { kind: 'zip', zip: await readFile(path.join(distDir, 'probe.zip')) },
  };
}

/** An NFS mount where the machine has one, else a mount where Lambda would put it, else the root. */
export function findMountPath(mountinfo: Uint8Array): string {
  const { entries } = parseMountInfo(mountinfo);
  const mount =
    entries.find(({ fsType }) => /^nfs4?$/.test(fsType)) ??
    entries.find(({ mountPoint }) => /^\/mnt\/[^/]+$/.test(mountPoint));
  return mount?.mountPoint ?? '/';
}
