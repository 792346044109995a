import type { Mount } from '../mount/graph';
import {
  anyGranted,
  denyingStatement,
  resourcePolicyGrants,
  roleOf,
  seenRoleOf,
  type FunctionRole,
  type Granted,
} from '../mount/policies';
import { resourcesOfType } from '../read/template';
import { identityOf, type Value } from '../resolve/values';

/** What a function's role is known to be allowed on a mount. */
export interface ClientPermissions {
  readonly role: FunctionRole;
  /** What tells the file system from others; undefined where nothing does. */
  readonly fileSystem: string | undefined;
  readonly mountAction: string;
  readonly writeAction: string;
  readonly mount: Granted;
  readonly write: Granted;
}

/**
 * The permissions of a function where the file system asks for any: S3 Files always does, EFS only where it has a
 * policy. Undefined where that, the role or the policy cannot be seen.
 */
export function clientPermissions(mount: Mount): ClientPermissions | undefined {
  const { resolver } = mount.function;
  const policies = fileSystemPolicies(mount);
  const role = seenRoleOf(mount.function);
  if (!role || !policies || (mount.service !== 's3files' && policies.length === 0)) {
    return undefined;
  }
  const prefix = mount.service === 's3files' ? 's3files' : 'elasticfilesystem';
  const mountAction = `${prefix}:ClientMount`;
  const writeAction = `${prefix}:ClientWrite`;
  const granted = (action: string) =>
    anyGranted([
      role.grants(action),
      ...policies.map(policy => resourcePolicyGrants(resolver, policy, action, role)),
    ]);
  const fileSystem = identityOf(mount.arn);
  return {
    role,
    fileSystem,
    mountAction,
    writeAction,
    mount: granted(mountAction),
    write: granted(writeAction),
  };
}

/** The statement of the file system's own policy that denies an action to the function, in each policy that has one. */
export function denials(mount: Mount, action: string): readonly Value[] {
  const role = roleOf(mount.function)?.resource;
  const policies =
    mount.service === 's3files' ? policiesOfS3Files(mount, is => is === true) : fileSystemPolicies(mount);
  return (policies ?? []).flatMap(policy => denyingStatement(mount, policy, action, role) ?? []);
}

/** Functions that share a role and an access point lack the same. */
export function causeOf({ role, fileSystem }: ClientPermissions): { readonly cause?: string } {
  return role.resource && fileSystem ? { cause: `${role.id} ${fileSystem}` } : {};
}

/** The file system's policies in this template; undefined where one cannot be seen. */
function fileSystemPolicies(mount: Mount): readonly Value[] | undefined {
  if (mount.service === 's3files') {
    const policies = policiesOfS3Files(mount, is => is !== false);
    return policies.every(policy => policy.kind === 'map') ? policies : undefined;
  }
  const policy: Value = mount.fileSystem
    ? mount.propertyOf(mount.fileSystem, 'FileSystemPolicy')
    : { kind: 'unknown', node: undefined };
  return policy.kind === 'absent' ? [] : policy.kind === 'map' ? [policy] : undefined;
}

/** @param isMeant by whether a policy exists, and whether it is the file system's; undefined where that is not known */
function policiesOfS3Files(mount: Mount, isMeant: (is: boolean | undefined) => boolean): readonly Value[] {
  const { resolver, template } = mount.function;
  return resourcesOfType(template, 'AWS::S3Files::FileSystemPolicy')
    .filter(policy => isMeant(resolver.exists(policy)) && isMeant(mount.sameFileSystem(policy)))
    .map(policy => mount.propertyOf(policy, 'Policy'));
}
