import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FunctionSeed } from '../../src/local/options';
import { PROBE_MARKER_VARIABLE } from '../../src/protocol';
import { projectRoot } from './projectRoot';

/** The access point of {@link probeFunction}. */
export const probeAccessPoint =
  'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0';

/** The shipped probe as an installed one, with a folder of this machine as its mount. */
export function probeFunction(name: string, mount: string): FunctionSeed {
  return {
    configuration: {
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 60,
      MemorySize: 512,
      FileSystemConfigs: [{ Arn: probeAccessPoint, LocalMountPath: mount }],
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
    },
    code: { kind: 'zip', zip: readFileSync(path.join(projectRoot, 'dist/probe.zip')) },
  };
}
