import { accessPointSettings } from '../mount/accessPoint';
import { replacePermissions } from '../edits/creation';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** `Permissions` has to be three or four octal digits. */
export const invalidDirectoryPermissions: Check = {
  code: 'invalid-directory-permissions',
  severity: 'error',
  sources: [templateSources.efsCreationInfo, templateSources.s3FilesCreationPermissions],
  *judge({ mount, resolver, template }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const permissions = resolver.get(settings.creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? settings.resource.idRange;
      const text = known(permissions);
      const mode = text === undefined ? undefined : octal(text);
      yield text !== undefined && !/^[0-7]{3,4}$/.test(text)
        ? {
            range,
            subject: settings.resource.id,
            actual: text,
            expected: mode ?? '750',
            related: related('function', mount.function.resource),
            fixes: () => (mode === undefined ? [] : replacePermissions(template, permissions, mode)),
          }
        : { fine: range };
    }
  },
};

/** The digits of `rwxr-xr-x`, as `ls` prints it, or of `0o755`. */
function octal(text: string): string | undefined {
  const digits = /^0o([0-7]{3,4})$/i.exec(text)?.[1];
  const symbols = /^d?((?:[r-][w-][x-]){3})$/.exec(text)?.[1];
  return (
    digits ??
    symbols?.replace(/.{3}/g, ([read, write, execute]) =>
      String((read === 'r' ? 4 : 0) + (write === 'w' ? 2 : 0) + (execute === 'x' ? 1 : 0)),
    )
  );
}
