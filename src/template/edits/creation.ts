import type { AccessPointSettings } from '../mount/accessPoint';
import type { TemplateFix, TextEdit } from '../templateFinding';
import type { MountingFunction } from '../mount/graph';
import { entryValue } from '../read/nodes';
import type { Template } from '../read/template';
import { known, nodeOf, type Value } from '../resolve/values';
import { insertEntry } from './insert';
import { replaceText } from './replace';

/** Lets the directory of an access point be created for the access point's own user. */
export function letUserWrite(
  { template, resolver }: MountingFunction,
  { creation, posixUser, uid }: AccessPointSettings,
): readonly TemplateFix[] {
  const gid = known(resolver.get(posixUser, 'Gid'));
  if (uid === undefined || gid === undefined) {
    return [];
  }
  const edits = Object.entries({ OwnerUid: uid, OwnerGid: gid }).map(([key, id]) => {
    const owner = entryValue(nodeOf(creation), key);
    return owner && replaceText(template, owner, id);
  });
  return edits.every(edit => edit !== undefined) ? [{ kind: 'give-to-user', uid, edits }] : [];
}

/** Gives the directory that is created another mode. */
export function replacePermissions(
  template: Template,
  permissions: Value,
  mode: string,
): readonly TemplateFix[] {
  const node = nodeOf(permissions);
  const edit = node && replaceText(template, node, mode);
  // Without quotes YAML 1.1 reads a leading zero as octal and drops it.
  return edit ? [{ kind: 'replace-permissions', mode, edits: [edit] }] : [];
}

/** Adds keys that a map lacks, with values that are known. */
export function addKeys(
  template: Template,
  map: ReturnType<typeof nodeOf>,
  values: readonly (readonly [key: string, value: string | undefined])[],
): readonly TemplateFix[] {
  const after = map?.kind === 'map' ? map.entries.at(-1) : undefined;
  if (map?.kind !== 'map' || !after || values.some(([, value]) => value === undefined)) {
    return [];
  }
  const edits = values
    .map(([key, value]) => insertEntry(template, map, after, key, value ?? ''))
    .filter((edit): edit is TextEdit => edit !== undefined);
  const text = edits.map(edit => edit.text).join('');
  const [first] = edits;
  return first && edits.length === values.length
    ? [{ kind: 'add-keys', keys: values.map(([key]) => key), edits: [{ range: first.range, text }] }]
    : [];
}
