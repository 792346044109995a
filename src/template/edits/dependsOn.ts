import type { TemplateFix, TextEdit } from '../templateFinding';
import { entryOf, isNull, type ScalarNode } from '../read/nodes';
import type { Resource, Template } from '../read/template';
import { appendItems, insertEntry, insertion, within } from './insert';
import { scalar } from './write';

/** Adds logical ids to a resource's `DependsOn`, whichever form that has, or gives it one. */
export function addDependsOn(
  template: Template,
  resource: Resource,
  ids: readonly string[],
): readonly TemplateFix[] {
  const edit = within(template, resource, editFor(template, resource, ids));
  return edit ? [{ kind: 'add-depends-on', ids, edits: [edit] }] : [];
}

function editFor(template: Template, { node }: Resource, ids: readonly string[]): TextEdit | undefined {
  const entry = entryOf(node, 'DependsOn');
  const type = entryOf(node, 'Type');
  if (!entry) {
    return type && insertEntry(template, node, type, 'DependsOn', ids.length === 1 ? (ids[0] ?? '') : ids);
  }
  if (entry.value.kind === 'scalar') {
    return extendScalar(template, entry.value, entry.keyRange.end, ids);
  }
  const names = ids.map(id => (template.json ? JSON.stringify(id) : scalar(id)));
  return entry.value.kind === 'list' ? appendItems(template.text, entry.value, names) : undefined;
}

function extendScalar(
  { text, json }: Template,
  value: ScalarNode,
  keyEnd: number,
  ids: readonly string[],
): TextEdit | undefined {
  const names = ids.map(id => (json ? JSON.stringify(id) : scalar(id)));
  if (!isNull(value)) {
    const { start, end } = value.range;
    return { range: value.range, text: `[${[text.slice(start, end).trimEnd(), ...names].join(', ')}]` };
  }
  const colon = text.indexOf(':', keyEnd);
  const written = names.length === 1 ? names.join('') : `[${names.join(', ')}]`;
  return colon < 0 || text.slice(keyEnd, colon).trim() !== '' || value.text !== ''
    ? undefined
    : insertion(colon + 1, ` ${written}`);
}
