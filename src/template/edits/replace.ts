import type { TextEdit } from '../templateFinding';
import type { Node } from '../read/nodes';
import type { Template } from '../read/template';

/**
 * Puts a number, or a text that needs no escapes, in place of a scalar of one line, quoted as that is; undefined for any
 * other node.
 */
export function replaceText(template: Template, node: Node, value: string | number): TextEdit | undefined {
  const { start, end } = node.range;
  const quote = template.text.charAt(start);
  if (node.kind !== 'scalar') {
    return undefined;
  }
  if (quote === '"' || quote === "'") {
    return { range: { start, end }, text: `${quote}${value}${quote}` };
  }
  // A number in JSON has no quotes; a text that takes its place needs them.
  return node.plain
    ? { range: { start, end }, text: template.json ? JSON.stringify(value) : String(value) }
    : undefined;
}
