import type { MountingFunction } from '../mount/graph';
import { templateSources } from '../templateSources';
import { ownKey, related, type Check, type Judgement } from './check';
import { causeOf, clientPermissions, denials, type ClientPermissions } from './clientPermissions';

/** The function's role may not mount a file system that asks for permission. */
export const missingClientMount: Check = {
  code: 'missing-client-mount',
  severity: 'warning',
  sources: [templateSources.lambdaFileSystems, templateSources.s3FilesLambda],
  judge: mounting =>
    judgePermissions(mounting, ({ mount, mountAction }) => (mount === false ? mountAction : undefined)),
};

/** The function's role may mount and not write, which is right for a function that only reads. */
export const missingClientWrite: Check = {
  code: 'missing-client-write',
  severity: 'info',
  sources: [templateSources.lambdaFileSystems, templateSources.s3FilesLambda],
  judge: mounting =>
    judgePermissions(mounting, ({ mount, write, writeAction }) =>
      mount === true && write === false ? writeAction : undefined,
    ),
};

function* judgePermissions(
  mounting: MountingFunction,
  missingAction: (permissions: ClientPermissions) => string | undefined,
): Iterable<Judgement> {
  const { mount } = mounting;
  const permissions = mount && clientPermissions(mount);
  if (!permissions) {
    return;
  }
  const range = ownKey(mounting, mounting.ownEntry('Role') ? 'Role' : 'Policies');
  // What is denied is told by a check of its own, and no grant would help.
  const missing = missingAction(permissions);
  const isDenied =
    missing !== undefined &&
    [permissions.mountAction, missing].some(action => denials(mount, action).length > 0);
  const expected = isDenied ? undefined : missing;
  yield expected === undefined
    ? { fine: range }
    : {
        range,
        ...causeOf(permissions),
        expected,
        params: { service: mount.service ?? 'efs', role: permissions.role.resource?.id ?? '' },
        related: [...related('role', permissions.role.resource), ...related('file-system', mount.fileSystem)],
      };
}
