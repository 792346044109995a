import type { Node } from './nodes';

/** With room for more in each of its maps and lists. */
export function opened(own: Node): Node {
  if (own.kind !== 'map' && own.kind !== 'list') {
    return own;
  }
  const known = openedNodes.get(own);
  if (known) {
    return known;
  }
  const node: Node =
    own.kind === 'list'
      ? { ...own, open: true }
      : {
          ...own,
          entries: own.entries.map(entry => ({ ...entry, value: opened(entry.value) })),
          open: true,
        };
  openedNodes.set(own, node);
  return node;
}

/** Aliases may bring the same node to any number of places. */
const openedNodes = new WeakMap<Node, Node>();
