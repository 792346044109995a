import { readFileSync } from 'node:fs';
import os from 'node:os';
import { decodeBytes } from '../core/text/byteText';
import type { Identity, RuntimeFacts } from '../protocol';
import { ProbeError } from './section';

/** Only for files of the kernel and of the root file system: it waits as long as the file's server takes. */
export function readText(path: string): string {
  return decodeBytes(readFileSync(path));
}

export function readIdentity(): Identity {
  const { getuid, getgid, getgroups } = process;
  if (!getuid || !getgid || !getgroups) {
    throw new ProbeError('UNSUPPORTED', 'this operating system has no user ids');
  }
  const user = userName();
  return { uid: getuid(), gid: getgid(), user, groups: getgroups() };
}

function userName(): string | undefined {
  try {
    return decodeBytes(os.userInfo({ encoding: 'buffer' }).username);
  } catch {
    return undefined;
  }
}

/** Lambda's variables: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export function readRuntime(coldStart: boolean): RuntimeFacts {
  const { env } = process;
  const memory = Number(env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']);
  return {
    node: process.version,
    kernel: os.release(),
    architecture: process.arch,
    memoryLimitMb: memory > 0 ? memory : undefined,
    region: env['AWS_REGION'],
    executionEnvironment: env['AWS_EXECUTION_ENV'],
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    coldStart,
    uptimeSeconds: Math.round(process.uptime()),
  };
}
