import type { Node, Range } from './nodes';

/** The same node where everything before it became longer by `by` characters. */
export function shifted(node: Node, by: number): Node {
  const range = moved(node.range, by);
  switch (node.kind) {
    case 'map':
      return {
        ...node,
        range,
        entries: node.entries.map(({ key, keyRange, value }) => ({
          key,
          keyRange: moved(keyRange, by),
          value: shifted(value, by),
        })),
      };
    case 'list':
      return { ...node, range, items: node.items.map(item => shifted(item, by)) };
    case 'intrinsic':
      return { ...node, range, argument: shifted(node.argument, by) };
    default:
      return { ...node, range };
  }
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
