import type { TextEdit } from '../templateFinding';
import { entryOf, type Entry, type ListNode, type MapNode, type Range } from '../read/nodes';
import type { Resource, Template } from '../read/template';
import { yamlBlock, indentedJson, inline, type Data } from './write';

/**
 * Adds an entry to a map behind one that it has, in the map's own style. Comments and formatting stay. Undefined where
 * the value of the one that it has stands elsewhere, behind an alias, and where the map has such a key already.
 */
export function insertEntry(
  template: Template,
  map: MapNode,
  after: Entry,
  key: string,
  value: Data,
): TextEdit | undefined {
  const { text } = template;
  if (after.value.range.start < after.keyRange.end || entryOf(map, key)) {
    return undefined;
  }
  const newline = newlineOf(text);
  if (!map.flow) {
    const indent = ' '.repeat(after.keyRange.start - lineStart(text, after.keyRange.start));
    const end = lineEnd(text, contentEnd(text, after));
    return insertion(end, `${newline}${indent}${key}:${yamlBlock(value, indent, newline)}`);
  }
  const before = blanksBefore(text, (map.entries[1] ?? after).keyRange.start);
  const written =
    template.json && before.includes('\n')
      ? indentedJson(value, before.slice(before.lastIndexOf('\n') + 1), newline)
      : inline(value, template.json);
  const colon = /^\s*:\s*/.exec(text.slice(after.keyRange.end))?.[0] ?? ': ';
  const name = template.json ? JSON.stringify(key) : key;
  return insertion(contentEnd(text, after), `,${before}${name}${colon}${written}`);
}

/** Adds items, as they are to be written, to the end of a list in its own style. */
export function appendItems(text: string, list: ListNode, written: readonly string[]): TextEdit | undefined {
  const last = list.items.at(-1);
  if (!last) {
    return list.flow ? insertion(list.range.start + 1, written.join(', ')) : undefined;
  }
  if (last.range.start < list.range.start || last.range.end > list.range.end) {
    return undefined;
  }
  if (list.flow) {
    const before = blanksBefore(text, last.range.start) || ' ';
    return insertion(last.range.end, written.map(item => `,${before}${item}`).join(''));
  }
  const indent = ' '.repeat(list.range.start - lineStart(text, list.range.start));
  const newline = newlineOf(text);
  const end = lineEnd(text, last.range.end);
  return insertion(end, written.map(item => `${newline}${indent}- ${item}`).join(''));
}

/**
 * An edit of a resource, undefined where it would change text of something else: an alias, a merge, or another part of
 * a serverless.yml brings in what belongs to others too, from before the resource or from behind it.
 */
export function within(
  { text }: Template,
  { node, range }: Resource,
  edit: TextEdit | undefined,
): TextEdit | undefined {
  const trimmed = trimmedEnd(text, range);
  // A comment may stand behind the last value.
  const end = node.flow ? trimmed : lineEnd(text, trimmed);
  return edit && range.start <= edit.range.start && edit.range.end <= end ? edit : undefined;
}

export function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** White space before an offset, back to what it separates. */
function blanksBefore(text: string, offset: number): string {
  return /\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line without its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const last = end < 0 ? text.length : end;
  return text.charAt(last - 1) === '\r' && last > offset ? last - 1 : last;
}

/** Where an entry's last character is; block scalars end behind their line breaks. */
function contentEnd(text: string, { keyRange, value }: Entry): number {
  return Math.max(keyRange.end, trimmedEnd(text, value.range));
}

function trimmedEnd(text: string, { start, end }: Range): number {
  return start + text.slice(start, end).trimEnd().length;
}
