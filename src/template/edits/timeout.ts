import type { TemplateFix, TextEdit } from '../templateFinding';
import type { MountingFunction } from '../mount/graph';
import { entryOf } from '../read/nodes';
import { insertEntry, within } from './insert';
import { replaceText } from './replace';

/** Gives a function a timeout in seconds, in place of a literal one or where it has none. */
export function giveTimeout(mounting: MountingFunction, seconds: number): readonly TemplateFix[] {
  const edit = editFor(mounting, seconds);
  return edit ? [{ kind: 'set-timeout', seconds, edits: [edit] }] : [];
}

function editFor(mounting: MountingFunction, seconds: number): TextEdit | undefined {
  const { template, resource } = mounting;
  const { properties } = resource;
  const own = mounting.ownEntry('Timeout');
  if (own) {
    return replaceText(template, own.value, seconds);
  }
  const after = entryOf(properties, 'Handler') ?? entryOf(properties, 'FileSystemConfigs');
  return properties?.kind === 'map' && after && mounting.property('Timeout').kind === 'absent'
    ? within(template, resource, insertEntry(template, properties, after, 'Timeout', seconds))
    : undefined;
}
