import { sources } from '../sources';
import { ownKey, related, type Check } from './check';
import { causeOf, clientPermissions } from './clientPermissions';

/** The function's role may mount and not write, which is right for a function that only reads. */
export const missingClientWrite: Check = {
  code: 'missing-client-write',
  severity: 'info',
  sources: [sources.lambdaFileSystems, sources.s3FilesLambda],
  *judge(mounting) {
    const { mount } = mounting;
    const permissions = mount && clientPermissions(mount);
    if (permissions) {
      const range = ownKey(mounting, mounting.ownEntry('Role') ? 'Role' : 'Policies');
      yield permissions.mount === true && permissions.write === false
        ? {
            range,
            ...causeOf(permissions),
            expected: permissions.writeAction,
            params: { role: permissions.role.resource?.id ?? '' },
            related: [
              ...related('role', permissions.role.resource),
              ...related('file-system', mount.fileSystem),
            ],
          }
        : { fine: range };
    }
  },
};
