/** Offsets into the document's text in UTF-16 code units, as VS Code's `positionAt` takes them; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A value of a template as written. YAML and JSON, and both spellings of intrinsic functions, give the same nodes. */
export type Node = ScalarNode | MapNode | ListNode | IntrinsicNode | OpaqueNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** As written, so `0755` stays `0755`; only booleans are in lower case. */
  readonly text: string;
  /** Without quotes and not a block scalar. */
  readonly plain: boolean;
  readonly range: Range;
}

interface Collection {
  /** In braces or brackets. */
  readonly flow: boolean;
  /** May hold more than is seen: a macro, a loop or a template engine adds to it, or a syntax error hides a part of it. */
  readonly open: boolean;
  /** A syntax error is in it, and in no part of it: what it holds is not certain. */
  readonly broken: boolean;
  readonly range: Range;
}

export interface MapNode extends Collection {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Node;
}

export interface ListNode extends Collection {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface IntrinsicNode {
  readonly kind: 'intrinsic';
  /** In its long spelling, e.g. `Ref`, `Fn::GetAtt`; a tag that CloudFormation does not know as it is written. */
  readonly name: string;
  readonly argument: Node;
  readonly range: Range;
}

/** Something that no meaning can be read from, for example a value that a syntax error runs through. */
export interface OpaqueNode {
  readonly kind: 'opaque';
  readonly range: Range;
}

/** The entry with this key; of several, the last, as YAML parsers keep it. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'map') {
    return undefined;
  }
  return node.entries.length > WIDE
    ? entriesByKey(node).get(key)
    : node.entries.findLast(entry => entry.key === key);
}

/** Entries from which on a map is worth an index. */
const WIDE = 16;

const indexes = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

function entriesByKey(node: MapNode): ReadonlyMap<string, Entry> {
  const known = indexes.get(node);
  if (known) {
    return known;
  }
  const index = new Map(node.entries.map(entry => [entry.key, entry]));
  indexes.set(node, index);
  return index;
}

export function entryValue(node: Node | undefined, key: string): Node | undefined {
  return entryOf(node, key)?.value;
}

export function mapEntries(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** Whether a map that stands here may hold more than is seen; what is no map may be one in the end. */
export function mayHoldMore(node: Node | undefined): boolean {
  return node !== undefined && !isNull(node) && (node.kind !== 'map' || node.open);
}

/** The text of a scalar that is not null. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && !isNull(node) ? node.text : undefined;
}

/** YAML's and JSON's null, which is also what a key without a value has while it is being typed. */
export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.plain && /^(?:~|null|Null|NULL)?$/.test(node.text);
}

/** An entry from the start of its key to the end of its value. */
export function entryRange(entry: Entry): Range {
  return { start: entry.keyRange.start, end: Math.max(entry.keyRange.end, entry.value.range.end) };
}

export function contains(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
