import { accessPointSettings, bitsForUser } from '../accessPoint';
import { sources } from '../templateSources';
import { known, nodeOf } from '../values';
import { related, type Check } from './check';

/** The access point's user cannot enter the directory that is created for it, so that not even the mount succeeds. */
export const missingExecutePermission: Check = {
  code: 'missing-execute-permission',
  severity: 'warning',
  sources: [sources.efsPermissions, sources.efsCreationInfo],
  *judge(mounting) {
    const { mount, resolver } = mounting;
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const permissions = resolver.get(settings.creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? settings.resource.idRange;
      const written = known(permissions);
      const bits = settings.path === '/' ? undefined : bitsForUser(mounting, settings);
      yield written !== undefined && bits !== undefined && (bits & 1) === 0
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
