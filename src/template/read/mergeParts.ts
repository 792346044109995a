import { mergeMaps, type MergedMaps } from './mergeMaps';
import type { Entry, MapNode, Node } from './nodes';
import { isLiteral } from './placeholders';
import type { Budget } from './budget';

/**
 * Puts a later part over an earlier one as the Serverless Framework does: maps are merged key by key, at any depth, and
 * any other value is replaced. Lists are merged item by item, and a variable may bring either: such values are opaque.
 * https://www.serverless.com/framework/docs/providers/aws/guide/resources#override-aws-cloudformation-resource
 * @param budget pays for each map that is made: each of several parts may multiply them
 * @throws {TooComplexError} when it is used up
 */
export function mergeParts(before: Node, after: Node, budget: Budget, merged: MergedMaps = new Map()): Node {
  if (isLiteral(before) || isLiteral(after)) {
    return after;
  }
  return before.kind === 'map' && after.kind === 'map'
    ? mergeOnce(before, after, budget, merged)
    : { kind: 'opaque', range: after.range };
}

function mergeOnce(before: MapNode, after: MapNode, budget: Budget, merged: MergedMaps): MapNode {
  const known = merged.get(before)?.get(after);
  if (known) {
    return known;
  }
  budget.spend(1 + before.entries.length + after.entries.length);
  return mergeMaps([before, after], before, merged, (entry, later) =>
    mergeEntries(entry, later, budget, merged),
  );
}

/** Where both are maps, it stays where the earlier one is, as its value does. */
function mergeEntries(before: Entry, after: Entry, budget: Budget, merged: MergedMaps): Entry {
  const value = mergeParts(before.value, after.value, budget, merged);
  return before.value.kind === 'map' && after.value.kind === 'map'
    ? { ...before, value }
    : { ...after, value };
}
