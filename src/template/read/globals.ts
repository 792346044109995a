import { addsEntries } from './intrinsics';
import { mergeMaps, type MergedMaps } from './mergeMaps';
import type { Node } from './nodes';
import { opened } from './opened';
import { isFilledInPlain } from './placeholders';

/**
 * Merges a property of SAM's `Globals` with a resource's own as SAM does: maps are merged, lists are concatenated with
 * the global one first, and of everything else (intrinsic functions too) the resource's own counts. What something else
 * puts in before SAM does so may be a map or a list: the resource's own is then not all that there is.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function mergeGlobals(
  global: Node | undefined,
  own: Node | undefined,
  merged: MergedMaps = new Map(),
): Node | undefined {
  if (!global || !own) {
    return own ?? global;
  }
  if (isPutIn(global)) {
    return opened(own);
  }
  if (global.kind === 'map' && own.kind === 'map') {
    return (
      merged.get(global)?.get(own) ??
      mergeMaps([global, own], own, merged, (shared, ownEntry) => ({
        ...ownEntry,
        value: mergeGlobals(shared.value, ownEntry.value, merged) ?? shared.value,
      }))
    );
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

/** Whether a macro, such as `AWS::Include`, or another template engine puts in what a node stands for. */
export function isPutIn(node: Node): boolean {
  switch (node.kind) {
    case 'scalar':
      return isFilledInPlain(node.text);
    case 'intrinsic':
      // A tag that CloudFormation does not know is another program's.
      return addsEntries(node.name) || node.name.startsWith('!');
    case 'opaque':
      return true;
    default:
      return false;
  }
}

/**
 * The globals that a resource takes part in: all but those that its `IgnoreGlobals` names.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function globalsFor(globals: Node | undefined, ignored: Node | undefined): Node | undefined {
  if (ignored?.kind === 'scalar' && ignored.text === '*') {
    return undefined;
  }
  if (globals?.kind !== 'map' || !ignored) {
    return globals;
  }
  const names =
    ignored.kind === 'list' ? ignored.items.map(item => (item.kind === 'scalar' ? item.text : '')) : [];
  return { ...globals, entries: globals.entries.filter(entry => !names.includes(entry.key)) };
}
