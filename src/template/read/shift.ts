import type { Entry, Node, Range } from './nodes';

/**
 * The same node where everything before it became longer by `by` characters. Each kind is written out: copying with a
 * spread takes several times as long, and all of a text below an edit is copied.
 */
export function shifted(node: Node, by: number): Node {
  const range = moved(node.range, by);
  switch (node.kind) {
    case 'scalar':
      return { kind: 'scalar', text: node.text, plain: node.plain, range };
    case 'map': {
      const { flow, open, broken } = node;
      return { kind: 'map', entries: shiftedEntries(node.entries, by), flow, open, broken, range };
    }
    case 'list': {
      const { flow, open, broken } = node;
      return { kind: 'list', items: node.items.map(item => shifted(item, by)), flow, open, broken, range };
    }
    case 'intrinsic':
      return { kind: 'intrinsic', name: node.name, argument: shifted(node.argument, by), range };
    case 'opaque':
      return { kind: 'opaque', range };
  }
}

function shiftedEntries(entries: readonly Entry[], by: number): readonly Entry[] {
  return entries.map(({ key, keyRange, value }) => ({
    key,
    keyRange: moved(keyRange, by),
    value: shifted(value, by),
  }));
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
