import { accessPointSettings, isFresh } from '../mount/accessPoint';
import { templateSources } from '../templateSources';
import { known } from '../resolve/values';
import { related, type Check } from './check';

/** Without a POSIX user the function works as the user of Lambda's sandbox, which owns nothing. */
export const missingPosixUser: Check = {
  code: 'missing-posix-user',
  severity: 'warning',
  sources: [templateSources.efsAccessPoints],
  *judge({ mount, resolver }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const { resource, posixUser, creation } = settings;
      const range = resource.idRange;
      const permissions = known(resolver.get(creation, 'Permissions'));
      // Others may do everything there.
      const isOpenToAll = permissions?.endsWith('7') === true;
      yield posixUser.kind === 'absent' && !isOpenToAll
        ? {
            range,
            subject: resource.id,
            severity: isFresh(mount) ? 'warning' : 'info',
            related: related('function', mount.function.resource),
          }
        : { fine: range };
    }
  },
};
