import { accessPointSettings } from '../mount/accessPoint';
import { addKeys } from '../edits/creation';
import { entryOf } from '../read/nodes';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** `PosixUser` needs both `Uid` and `Gid`. */
export const incompletePosixUser: Check = {
  code: 'incomplete-posix-user',
  severity: 'error',
  sources: [templateSources.efsPosixUser, templateSources.s3FilesPosixUser],
  *judge({ mount, resolver, template }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const { resource, posixUser, creation } = settings;
      const range = entryOf(resource.properties, 'PosixUser')?.keyRange ?? resource.idRange;
      const values = [
        ['Uid', known(resolver.get(creation, 'OwnerUid'))],
        ['Gid', known(resolver.get(creation, 'OwnerGid'))],
      ] as const;
      const missing =
        posixUser.kind === 'map'
          ? values.filter(([key]) => resolver.get(posixUser, key).kind === 'absent')
          : [];
      yield missing.length
        ? {
            range,
            subject: resource.id,
            expected: missing.map(([key]) => key).join(', '),
            related: related('function', mount.function.resource),
            fixes: () => addKeys(template, nodeOf(posixUser), missing),
          }
        : { fine: range };
    }
  },
};
