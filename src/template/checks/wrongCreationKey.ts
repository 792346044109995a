import { accessPointSettings } from '../mount/accessPoint';
import { templateSources } from '../templateSources';
import { related, type Check } from './check';

/** EFS has `CreationInfo` where S3 Files has `CreationPermissions`, and neither knows the other's. */
export const wrongCreationKey: Check = {
  code: 'wrong-creation-key',
  severity: 'error',
  sources: [templateSources.efsRootDirectory, templateSources.s3FilesRootDirectory],
  *judge({ mount, template }) {
    const settings = mount && accessPointSettings(mount);
    if (mount && settings?.misnamed) {
      const { resource, misnamed, creation, creationKey } = settings;
      const range = misnamed.keyRange;
      const written = template.text.slice(range.start, range.end);
      const quote = /^["']/.exec(written)?.[0] ?? '';
      yield {
        range,
        subject: resource.id,
        actual: misnamed.key,
        expected: creationKey,
        params: { service: mount.service ?? 'efs' },
        related: related('function', mount.function.resource),
        fixes: () =>
          creation.kind === 'absent'
            ? [
                {
                  kind: 'rename-key',
                  key: creationKey,
                  edits: [{ range, text: quote + creationKey + quote }],
                },
              ]
            : [],
      };
    }
  },
};
