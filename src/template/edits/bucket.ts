import type { TemplateFix, TextEdit } from '../templateFinding';
import { entryOf, entryValue } from '../read/nodes';
import type { Resource, Template } from '../read/template';
import { insertEntry, within } from './insert';
import { replaceText } from './replace';

const enabled = { Status: 'Enabled' };

/** Turns on the versioning of a bucket, whatever of it is written already. */
export function enableVersioning(template: Template, bucket: Resource): readonly TemplateFix[] {
  const edit = within(template, bucket, editFor(template, bucket));
  return edit ? [{ kind: 'enable-versioning', id: bucket.id, edits: [edit] }] : [];
}

function editFor(template: Template, { node, properties }: Resource): TextEdit | undefined {
  const configuration = entryValue(properties, 'VersioningConfiguration');
  const status = entryValue(configuration, 'Status');
  if (status) {
    return replaceText(template, status, 'Enabled');
  }
  if (configuration) {
    return undefined;
  }
  const last = properties?.kind === 'map' ? properties.entries.at(-1) : undefined;
  if (properties?.kind === 'map' && last) {
    return insertEntry(template, properties, last, 'VersioningConfiguration', enabled);
  }
  const type = entryOf(node, 'Type');
  return type && !properties
    ? insertEntry(template, node, type, 'Properties', { VersioningConfiguration: enabled })
    : undefined;
}
