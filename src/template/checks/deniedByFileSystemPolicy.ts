import { entryOf } from '../nodes';
import { denyingStatement, roleOf } from '../policies';
import { sources } from '../templateSources';
import { nodeOf } from '../values';
import { related, type Check } from './check';
import { fileSystemPolicies } from './clientPermissions';

/** The file system's own policy denies the mount to the function; what one policy denies no other can allow. */
export const deniedByFileSystemPolicy: Check = {
  code: 'denied-by-file-system-policy',
  severity: 'error',
  sources: [sources.efsPolicyExamples, sources.lambdaFileSystems],
  *judge(mounting) {
    const { mount, resolver, resource } = mounting;
    const prefix = mount?.service === 's3files' ? 's3files' : 'elasticfilesystem';
    for (const policy of (mount && fileSystemPolicies(mount)) ?? []) {
      for (const action of [`${prefix}:ClientMount`, `${prefix}:ClientWrite`]) {
        const statement = nodeOf(
          denyingStatement(resolver, policy, action, roleOf(mounting)?.resource) ?? { kind: 'absent' },
        );
        const effect = entryOf(statement, 'Effect');
        if (mount && effect) {
          yield {
            range: effect.value.range,
            actual: action,
            related: [...related('file-system', mount.fileSystem), ...related('function', resource)],
          };
          break;
        }
      }
    }
  },
};
