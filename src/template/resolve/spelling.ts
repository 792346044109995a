import { isNull, type Node } from '../read/nodes';

/** Words of an expression, and characters of a text in it. */
const MAX_LENGTH = 1000;

/**
 * Spells an expression the same way however it is written, so that equal spellings are equal values. Undefined for one
 * that is too long, or that has no value of its own such as a macro.
 */
export function spell(node: Node): string | undefined {
  if (spellings.has(node)) {
    return spellings.get(node);
  }
  const words: string[] = [];
  const spelling = write(node, words) ? words.join('') : undefined;
  spellings.set(node, spelling);
  return spelling;
}

const spellings = new WeakMap<Node, string | undefined>();

function write(node: Node, words: string[]): boolean {
  if (words.length > MAX_LENGTH) {
    return false;
  }
  switch (node.kind) {
    case 'scalar':
      if (node.text.length > MAX_LENGTH) {
        return false;
      }
      words.push(isNull(node) ? 'null' : JSON.stringify(node.text));
      return true;
    case 'list':
      words.push('[');
      for (const item of node.items) {
        if (!write(item, words)) {
          return false;
        }
        words.push(',');
      }
      words.push(']');
      return !node.open;
    case 'map':
      words.push('{');
      for (const { key, value } of node.entries) {
        words.push(JSON.stringify(key), ':');
        if (!write(value, words)) {
          return false;
        }
        words.push(',');
      }
      words.push('}');
      return !node.open;
    case 'intrinsic':
      if (node.name === 'Fn::Transform') {
        return false;
      }
      words.push(node.name, '(');
      if (!isThisRegion(node.name, node.argument) && !write(node.argument, words)) {
        return false;
      }
      words.push(')');
      return true;
    case 'opaque':
      return false;
  }
}

/** `Fn::GetAZs` of an empty text is of the stack's own region. */
function isThisRegion(name: string, argument: Node): boolean {
  return (
    name === 'Fn::GetAZs' &&
    ((argument.kind === 'scalar' && argument.text === '') ||
      (argument.kind === 'intrinsic' && spell(argument) === 'Ref("AWS::Region")'))
  );
}
