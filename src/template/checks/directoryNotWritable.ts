import { accessPointSettings, bitsForUser, isReachedFromAbove } from '../accessPoint';
import { letUserWrite } from '../edits/creation';
import { sources } from '../templateSources';
import { known, nodeOf } from '../values';
import { related, type Check } from './check';
import { clientPermissions } from './clientPermissions';

/** The directory that is created for the access point belongs to others and its user may not write to it. */
export const directoryNotWritable: Check = {
  code: 'directory-not-writable',
  severity: 'warning',
  sources: [sources.efsPermissions, sources.efsCreationInfo],
  *judge(mounting) {
    const { mount, resolver } = mounting;
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const { resource, path, creation, creationKey, uid } = settings;
      const permissions = resolver.get(creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? resource.idRange;
      const bits = path === '/' ? undefined : bitsForUser(mounting, settings);
      const mayEnterOnly = bits !== undefined && (bits & 3) === 1;
      // Who may only read, or reads what comes in through another access point, need not write.
      const isMeant =
        mayEnterOnly && (isReachedFromAbove(mount, settings) || clientPermissions(mount)?.write === false);
      yield mayEnterOnly && !isMeant
        ? {
            range,
            subject: resource.id,
            actual: known(permissions) ?? '',
            params: {
              uid: uid ?? '',
              owner: known(resolver.get(creation, 'OwnerUid')) ?? '',
              creationKey,
            },
            related: related('function', mounting.resource),
            fixes: () => letUserWrite(mounting, settings),
          }
        : { fine: range };
    }
  },
};
