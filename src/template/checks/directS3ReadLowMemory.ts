import { sources } from '../sources';
import { known, knownNumber, nodeOf } from '../values';
import { configKey, type Check } from './check';

/** Megabytes below which Lambda does not read directly from S3. */
const MIN_MEMORY = 512;

/** Lambda's own, where a function names none. */
const DEFAULT_MEMORY = 128;

/** Direct reads are asked for, and the function has too little memory for them. */
export const directS3ReadLowMemory: Check = {
  code: 'direct-s3-read-low-memory',
  severity: 'warning',
  sources: [sources.lambdaS3FilesApi, sources.s3FilesLambda],
  *judge(mounting) {
    const memorySize = mounting.property('MemorySize');
    const memory = memorySize.kind === 'absent' ? DEFAULT_MEMORY : knownNumber(memorySize);
    for (const mount of mounting.mounts) {
      const config = mounting.resolver.get(mount.config, 'S3FilesConfig');
      const directRead = mounting.resolver.get(config, 'DirectS3Read');
      const range = nodeOf(directRead)?.range ?? configKey(mount);
      const asked = known(directRead);
      yield (asked === 'ENABLED' || asked === 'AUTO') && memory !== undefined && memory < MIN_MEMORY
        ? {
            range,
            severity: asked === 'ENABLED' ? 'warning' : 'info',
            actual: String(memory),
            expected: String(MIN_MEMORY),
            params: { directRead: asked },
          }
        : { fine: range };
    }
  },
};
