import { accessPointSettings } from '../accessPoint';
import { replaceText } from '../edits/replace';
import type { Fix } from '../templateFinding';
import { sources } from '../templateSources';
import type { Template } from '../template';
import { known, nodeOf, type Value } from '../values';
import { related, type Check } from './check';

/** `Permissions` has to be three or four octal digits. */
export const invalidDirectoryPermissions: Check = {
  code: 'invalid-directory-permissions',
  severity: 'error',
  sources: [sources.efsCreationInfo, sources.s3FilesCreationPermissions],
  *judge({ mount, resolver, template }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const permissions = resolver.get(settings.creation, 'Permissions');
      const range = nodeOf(permissions)?.range ?? settings.resource.idRange;
      const text = known(permissions);
      yield text !== undefined && !/^[0-7]{3,4}$/.test(text)
        ? {
            range,
            subject: settings.resource.id,
            actual: text,
            expected: octal(text) ?? '750',
            related: related('function', mount.function.resource),
            fixes: () => correct(template, permissions, octal(text)),
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

function correct(template: Template, permissions: Value, mode: string | undefined): readonly Fix[] {
  const node = nodeOf(permissions);
  const edit = node && mode !== undefined ? replaceText(template, node, mode) : undefined;
  // Without quotes YAML 1.1 reads a leading zero as octal and drops it.
  return edit && mode !== undefined ? [{ kind: 'replace-permissions', mode, edits: [edit] }] : [];
}
