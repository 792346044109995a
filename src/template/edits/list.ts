import type { TemplateFix } from '../templateFinding';
import type { Node } from '../read/nodes';
import type { Template } from '../read/template';
import { insertion, lineStart } from './insert';

/** Makes the list with only this item of a map that stands where a list belongs. */
export function makeList({ text }: Template, node: Node | undefined): readonly TemplateFix[] {
  if (node?.kind !== 'map' || node.open) {
    return [];
  }
  const { start, end } = node.range;
  if (node.flow) {
    return [{ kind: 'make-list', edits: [insertion(start, '['), insertion(end, ']')] }];
  }
  const first = text.slice(lineStart(text, start), start);
  if (first.trim() !== '') {
    return [];
  }
  // Every further line moves with the first one, which the dash moves by two.
  const lines = [...text.slice(start, end).matchAll(/\n(?=[^\r\n])/g)];
  const edits = lines.map(({ index }) => insertion(start + index + 1, '  '));
  return [{ kind: 'make-list', edits: [insertion(start, '- '), ...edits] }];
}
