import { accessPointSettings, isOwner, modeForUser } from '../mount/accessPoint';
import { replacePermissions } from '../edits/creation';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { related, type Check } from './check';

const EXECUTE = 1;

/** The access point's user cannot enter the directory that is created for it, so that not even the mount succeeds. */
export const missingExecutePermission: Check = {
  code: 'missing-execute-permission',
  severity: 'warning',
  sources: [templateSources.efsPermissions, templateSources.efsCreationInfo],
  *judge(mounting) {
    const { mount, resolver } = mounting;
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const permissions = resolver.get(settings.creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? settings.resource.idRange;
      const written = known(permissions);
      const mode = settings.path === '/' ? undefined : modeForUser(mounting, settings);
      yield written !== undefined && mode && (mode.bits & EXECUTE) === 0
        ? {
            range,
            subject: settings.resource.id,
            actual: written,
            expected: mode.with(EXECUTE),
            params: settings.uid === undefined ? undefined : { uid: settings.uid },
            related: related('access-point', settings.resource),
            fixes: () =>
              isOwner(mounting, settings)
                ? replacePermissions(mounting.template, permissions, mode.with(EXECUTE))
                : [],
          }
        : { fine: range };
    }
  },
};
