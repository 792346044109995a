import { entryOf, type MapNode, type Node } from './nodes';

/**
 * Merges a property of SAM's `Globals` with a resource's own as SAM does: maps are merged, lists are concatenated with
 * the global one first, and of everything else (intrinsic functions too) the resource's own counts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function mergeGlobals(global: Node | undefined, own: Node | undefined): Node | undefined {
  if (!global || !own) {
    return own ?? global;
  }
  if (global.kind === 'map' && own.kind === 'map') {
    return mergeMaps(global, own);
  }
  if (global.kind === 'list' && own.kind === 'list') {
    return {
      ...own,
      items: [...global.items, ...own.items],
      open: global.open || own.open,
      broken: global.broken || own.broken,
    };
  }
  return own;
}

function mergeMaps(global: MapNode, own: MapNode): MapNode {
  const merged = global.entries.map(entry => {
    const ownEntry = entryOf(own, entry.key);
    return ownEntry
      ? { ...ownEntry, value: mergeGlobals(entry.value, ownEntry.value) ?? entry.value }
      : entry;
  });
  const added = own.entries.filter(entry => !entryOf(global, entry.key));
  return {
    ...own,
    entries: [...merged, ...added],
    open: global.open || own.open,
    broken: global.broken || own.broken,
  };
}

/**
 * The globals that a resource takes part in: all but those that its `IgnoreGlobals` names.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function globalsFor(globals: Node | undefined, ignored: Node | undefined): Node | undefined {
  if (globals?.kind !== 'map' || !ignored) {
    return globals;
  }
  if (ignored.kind === 'scalar' && ignored.text === '*') {
    return undefined;
  }
  const names =
    ignored.kind === 'list' ? ignored.items.map(item => (item.kind === 'scalar' ? item.text : '')) : [];
  return { ...globals, entries: globals.entries.filter(entry => !names.includes(entry.key)) };
}
