import { seenRoleOf } from '../mount/policies';
import { templateSources } from '../templateSources';
import { DEFAULT_MEMORY, MIN_MEMORY_OF_DIRECT_READS } from '../mount/functionDefaults';
import { known, knownNumber } from '../resolve/values';
import type { MountingFunction, Mount } from '../mount/graph';
import { propertyKey, related, type Check } from './check';

const needed = ['s3:GetObject', 's3:GetObjectVersion'];

/** Lambda would read directly from S3, and the role may not: it falls back to the file system. */
export const missingDirectReadPermission: Check = {
  code: 'missing-direct-read-permission',
  severity: 'info',
  sources: [templateSources.lambdaS3FilesApi, templateSources.s3FilesLambda],
  *judge(mounting) {
    const { mount } = mounting;
    const role = mount?.service === 's3files' ? seenRoleOf(mounting) : undefined;
    if (mount && role) {
      const range = propertyKey(mounting, mounting.property('Role').kind === 'absent' ? 'Policies' : 'Role');
      const missing = readsDirectly(mounting, mount)
        ? needed.filter(action => role.grants(action) === false)
        : [];
      yield missing.length
        ? {
            range,
            expected: missing.join(', '),
            params: { role: role.resource?.id ?? '' },
            related: related('role', role.resource),
          }
        : { fine: range };
    }
  },
};

/** `AUTO`, which is what Lambda takes where nothing is said, needs memory; `ENABLED` does not. */
function readsDirectly(mounting: MountingFunction, mount: Mount): boolean {
  const config = mounting.resolver.get(mount.config, 'S3FilesConfig');
  const directRead = mounting.resolver.get(config, 'DirectS3Read');
  const asked = directRead.kind === 'absent' ? 'AUTO' : known(directRead);
  const memorySize = mounting.property('MemorySize');
  const memory = memorySize.kind === 'absent' ? DEFAULT_MEMORY : knownNumber(memorySize);
  return asked === 'ENABLED' || (asked === 'AUTO' && (memory ?? 0) >= MIN_MEMORY_OF_DIRECT_READS);
}
