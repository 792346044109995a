import { DEFAULT_MEMORY, MIN_MEMORY_OF_DIRECT_READS } from '../mount/functionDefaults';
import { templateSources } from '../templateSources';
import { known, knownNumber, nodeOf } from '../resolve/values';
import { configKey, type Check } from './check';

/** With AUTO, Lambda reads directly from S3 only where the function has memory for it; ENABLED needs none. */
export const directS3ReadLowMemory: Check = {
  code: 'direct-s3-read-low-memory',
  severity: 'info',
  sources: [templateSources.lambdaS3FilesApi, templateSources.s3FilesLambda],
  *judge(mounting) {
    const memorySize = mounting.property('MemorySize');
    const memory = memorySize.kind === 'absent' ? DEFAULT_MEMORY : knownNumber(memorySize);
    for (const mount of mounting.mounts) {
      const config = mounting.resolver.get(mount.config, 'S3FilesConfig');
      const directRead = mounting.resolver.get(config, 'DirectS3Read');
      const range = nodeOf(directRead)?.range ?? configKey(mount);
      // That S3FilesConfig does not belong on EFS is said by a check of its own.
      const matters = mount.service !== 'efs' && known(directRead) === 'AUTO';
      yield matters && memory !== undefined && memory < MIN_MEMORY_OF_DIRECT_READS
        ? { range, actual: String(memory), expected: String(MIN_MEMORY_OF_DIRECT_READS) }
        : { fine: range };
    }
  },
};
