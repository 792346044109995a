import { accessPointSettings } from '../accessPoint';
import type { Resolver } from '../resolve';
import { sources } from '../sources';
import { known, nodeOf, type Value } from '../values';
import { related, type Check } from './check';

/** The access point's user cannot enter the directory that is created for it, so that not even the mount succeeds. */
export const missingExecutePermission: Check = {
  code: 'missing-execute-permission',
  severity: 'warning',
  sources: [sources.efsPermissions, sources.efsCreationInfo],
  *judge({ mount, resolver }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const permissions = resolver.get(settings.creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? settings.resource.idRange;
      const written = known(permissions);
      const digit = settings.path === '/' ? undefined : applyingDigit(resolver, written, settings);
      yield written !== undefined && digit !== undefined && (digit & 1) === 0
        ? {
            range,
            subject: settings.resource.id,
            actual: written,
            ...(settings.uid === undefined ? {} : { params: { uid: settings.uid } }),
            related: related('access-point', settings.resource),
          }
        : { fine: range };
    }
  },
};

/** The octal digit of the mode that counts for the access point's user; undefined where that is not known. */
function applyingDigit(
  resolver: Resolver,
  permissions: string | undefined,
  { creation, posixUser, uid }: { creation: Value; posixUser: Value; uid: string | undefined },
): number | undefined {
  if (permissions === undefined || !/^[0-7]{3,4}$/.test(permissions)) {
    return undefined;
  }
  const [owner, group, others] = permissions.slice(-3);
  const ownerUid = known(resolver.get(creation, 'OwnerUid'));
  if (uid === undefined || ownerUid === undefined || Number(uid) === 0) {
    return undefined;
  }
  if (Number(uid) === Number(ownerUid)) {
    return Number(owner);
  }
  const ownerGid = known(resolver.get(creation, 'OwnerGid'));
  const secondary = resolver.get(posixUser, 'SecondaryGids');
  const gids = [resolver.get(posixUser, 'Gid'), ...(resolver.items(secondary) ?? [])].map(known);
  if (ownerGid === undefined || gids.includes(undefined) || secondary.kind === 'unknown') {
    return undefined;
  }
  return Number(gids.some(gid => Number(gid) === Number(ownerGid)) ? group : others);
}
