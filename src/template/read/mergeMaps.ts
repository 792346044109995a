import { entryOf, type Entry, type MapNode } from './nodes';

/** What was merged with what: aliases may bring the same two maps together any number of times. */
export type MergedMaps = Map<MapNode, Map<MapNode, MapNode>>;

/**
 * Two maps as one, made once for each pair.
 * @param shell what the new map is besides its entries
 * @param mergeEntry of a key that both have
 */
export function mergeMaps(
  [first, second]: readonly [MapNode, MapNode],
  shell: MapNode,
  merged: MergedMaps,
  mergeEntry: (one: Entry, other: Entry) => Entry,
): MapNode {
  const both = first.entries.map(entry => {
    const other = entryOf(second, entry.key);
    return other ? mergeEntry(entry, other) : entry;
  });
  const added = second.entries.filter(({ key }) => !entryOf(first, key));
  const map: MapNode = {
    ...shell,
    entries: [...both, ...added],
    open: first.open || second.open,
    broken: first.broken || second.broken,
  };
  merged.set(first, (merged.get(first) ?? new Map<MapNode, MapNode>()).set(second, map));
  return map;
}
