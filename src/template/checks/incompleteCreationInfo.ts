import { accessPointSettings } from '../mount/accessPoint';
import { addKeys } from '../edits/creation';
import { entryOf } from '../read/nodes';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** `CreationInfo` and `CreationPermissions` need all of their three keys. */
export const incompleteCreationInfo: Check = {
  code: 'incomplete-creation-info',
  severity: 'error',
  sources: [templateSources.efsCreationInfo, templateSources.s3FilesCreationPermissions],
  *judge({ mount, resolver, template }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const { resource, rootDirectory, creation, creationKey, posixUser, uid } = settings;
      const range = entryOf(nodeOf(rootDirectory), creationKey)?.keyRange ?? resource.idRange;
      const values = [
        ['OwnerUid', uid],
        ['OwnerGid', known(resolver.get(posixUser, 'Gid'))],
        ['Permissions', '750'],
      ] as const;
      const missing =
        creation.kind === 'map'
          ? values.filter(([key]) => resolver.get(creation, key).kind === 'absent')
          : [];
      yield missing.length
        ? {
            range,
            subject: resource.id,
            actual: creationKey,
            expected: missing.map(([key]) => key).join(', '),
            related: related('function', mount.function.resource),
            fixes: () => addKeys(template, nodeOf(creation), missing),
          }
        : { fine: range };
    }
  },
};
