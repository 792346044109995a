import { addsEntries, isIntrinsicKey } from './intrinsics';
import type { Entry, ListNode, MapNode, Node } from './nodes';
import { isFilledInPlain } from './placeholders';

/** Levels of collections that are read; CloudFormation's own templates have a dozen. */
export const MAX_DEPTH = 200;

/** A map, or the intrinsic function that a map with one such key stands for. */
export function mapNode(
  entries: readonly Entry[],
  { flow, open, broken, range }: Pick<MapNode, 'flow' | 'open' | 'broken' | 'range'>,
): Node {
  const [only] = entries;
  if (only && entries.length === 1 && isIntrinsicKey(only.key)) {
    return { kind: 'intrinsic', name: only.key, argument: only.value, range };
  }
  const mayHoldMore = open || entries.some(({ key }) => addsEntries(key) || isFilledInPlain(key));
  return { kind: 'map', entries, flow, open: mayHoldMore, broken, range };
}

export function listNode(
  items: readonly Node[],
  { flow, open, broken, range }: Pick<ListNode, 'flow' | 'open' | 'broken' | 'range'>,
): ListNode {
  return { kind: 'list', items, flow, open: open || items.some(mayBeSeveral), broken, range };
}

/** A template engine may put several items, or none, in place of one. */
function mayBeSeveral(item: Node): boolean {
  return item.kind === 'opaque' || (item.kind === 'scalar' && isFilledInPlain(item.text));
}
