import { sources } from '../sources';
import { ownKey, related, type Check } from './check';
import { causeOf, clientPermissions } from './clientPermissions';

/** The function's role may not mount a file system that asks for permission. */
export const missingClientMount: Check = {
  code: 'missing-client-mount',
  severity: 'warning',
  sources: [sources.lambdaFileSystems, sources.s3FilesLambda],
  *judge(mounting) {
    const { mount } = mounting;
    const permissions = mount && clientPermissions(mount);
    if (permissions) {
      const range = ownKey(mounting, mounting.ownEntry('Role') ? 'Role' : 'Policies');
      yield permissions.mount === false
        ? {
            range,
            ...causeOf(permissions),
            expected: permissions.mountAction,
            params: { service: mount.service ?? 'efs', role: permissions.role.resource?.id ?? '' },
            related: [
              ...related('role', permissions.role.resource),
              ...related('file-system', mount.fileSystem),
            ],
          }
        : { fine: range };
    }
  },
};
