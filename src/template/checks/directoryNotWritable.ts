import { accessPointSettings, isOwner, isReachedFromAbove, modeForUser } from '../mount/accessPoint';
import { letUserWrite, replacePermissions } from '../edits/creation';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { related, type Check } from './check';
import { clientPermissions } from './clientPermissions';

const WRITE = 2;
const EXECUTE = 1;

/** The directory that is created for the access point belongs to others and its user may not write to it. */
export const directoryNotWritable: Check = {
  code: 'directory-not-writable',
  severity: 'warning',
  sources: [templateSources.efsPermissions, templateSources.efsCreationInfo],
  *judge(mounting) {
    const { mount, resolver } = mounting;
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const { resource, path, creation, creationKey, uid } = settings;
      const permissions = resolver.get(creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? resource.idRange;
      const mode = path === '/' ? undefined : modeForUser(mounting, settings);
      const mayEnterOnly = mode !== undefined && (mode.bits & (WRITE | EXECUTE)) === EXECUTE;
      // Who owns the directory needs the bit and nothing else.
      const completed = mode && isOwner(mounting, settings) ? mode.with(WRITE) : undefined;
      // Who may only read, or reads what comes in through another access point, need not write.
      const isMeant =
        mayEnterOnly && (isReachedFromAbove(mount, settings) || clientPermissions(mount)?.write === false);
      yield mayEnterOnly && !isMeant
        ? {
            range,
            subject: resource.id,
            actual: known(permissions) ?? '',
            expected: completed,
            params: {
              uid: uid ?? '',
              owner: known(resolver.get(creation, 'OwnerUid')) ?? '',
              creationKey,
            },
            related: related('function', mounting.resource),
            fixes: () =>
              completed === undefined
                ? letUserWrite(mounting, settings)
                : replacePermissions(mounting.template, permissions, completed),
          }
        : { fine: range };
    }
  },
};
