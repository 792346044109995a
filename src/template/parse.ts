import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type CollectionTag,
  type Document,
  type Node as YamlNode,
  type Pair,
  type ScalarTag,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { addsEntries, isIntrinsicKey, longName, shortTags } from './intrinsics';
import { isFilledInPlain } from './placeholders';
import type { Entry, Node, Range } from './nodes';

/**
 * Largest template in characters that is read: CloudFormation takes 1 MB.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MAX_LENGTH = 1_000_000;

/** Documents of one stream that are looked at. */
const MAX_DOCUMENTS = 100;

const customTags = shortTags.flatMap((tag): (ScalarTag | CollectionTag)[] => [
  { tag, resolve: text => text },
  { tag, collection: 'map', resolve: map => map },
  { tag, collection: 'seq', resolve: list => list },
]);

/** Scalars stay texts, and everything is read as far as possible. */
const options = {
  schema: 'failsafe',
  customTags,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Reads the documents of a YAML stream or JSON text. Never throws: what a syntax error touches becomes opaque or open,
 * a text that is too large or nested too deeply gives no documents.
 */
export function parse(text: string): readonly Node[] {
  if (text.length > MAX_LENGTH) {
    return [];
  }
  try {
    const nodes: Node[] = [];
    for (const document of new Composer(options).compose(new Parser().parse(text))) {
      nodes.push(new Reader(text, document).read());
      if (nodes.length === MAX_DOCUMENTS) {
        break;
      }
    }
    return nodes;
  } catch (error) {
    if (error instanceof RangeError) {
      return [];
    }
    throw error;
  }
}

const boolean = /^(?:true|false)$/i;

/** Makes nodes of one YAML document. Aliases share the node of their anchor, so that nothing multiplies. */
class Reader {
  readonly #text: string;
  readonly #document: Document.Parsed;
  /** Offsets of syntax errors, ascending. */
  readonly #errors: readonly number[];
  /** Start of the line of the first one: a collection that ends behind it may have lost a part. */
  readonly #certainUntil: number;
  readonly #anchors = new Map<string, Node>();

  constructor(text: string, document: Document.Parsed) {
    this.#text = text;
    this.#document = document;
    this.#errors = document.errors.map(error => error.pos[0]).sort((a, b) => a - b);
    const [first] = this.#errors;
    this.#certainUntil = first === undefined ? Infinity : text.lastIndexOf('\n', first - 1) + 1;
  }

  read(): Node {
    return this.#node(this.#document.contents, this.#document.range[0]);
  }

  #node(node: YamlNode | null, at: number): Node {
    if (!node) {
      return { kind: 'opaque', range: { start: at, end: at } };
    }
    if (isAlias(node)) {
      // An anchor that is not complete yet would contain itself.
      return this.#anchors.get(node.source) ?? { kind: 'opaque', range: rangeOf(node, at) };
    }
    const read = this.#tagged(node, this.#untagged(node, at));
    if ('anchor' in node && node.anchor) {
      this.#anchors.set(node.anchor, read);
    }
    return read;
  }

  #untagged(node: YamlNode, at: number): Node {
    const range = rangeOf(node, at);
    if (isMap(node)) {
      return this.#map(node, this.#trimmed(range));
    }
    if (isSeq(node)) {
      return this.#list(node, this.#trimmed(range));
    }
    if (!isScalar(node) || this.#errorsIn(range) > 0) {
      return { kind: 'opaque', range };
    }
    const plain = node.type === 'PLAIN';
    const text = String(node.value);
    // However YAML's booleans are written, CloudFormation compares them as `true` and `false`.
    return { kind: 'scalar', text: plain && boolean.test(text) ? text.toLowerCase() : text, plain, range };
  }

  #tagged(node: YamlNode, argument: Node): Node {
    const tag = node.tag;
    if (!tag?.startsWith('!') || tag.startsWith('!!')) {
      return argument;
    }
    const { start, end } = argument.range;
    const tagAt = this.#text.lastIndexOf(tag, start);
    const near = tagAt >= 0 && /^\s*(?:&\S+\s+)?$/.test(this.#text.slice(tagAt + tag.length, start));
    const range = { start: near ? tagAt : start, end };
    return { kind: 'intrinsic', name: longName(tag), argument, range };
  }

  /** Block collections end where the next key begins; they are given the end of their own text. */
  #trimmed({ start, end }: Range): Range {
    let trimmed = end;
    while (trimmed > start && ' \t\r\n'.includes(this.#text.charAt(trimmed - 1))) {
      trimmed--;
    }
    return { start, end: trimmed };
  }

  #errorsIn({ start, end }: Range): number {
    return this.#errors.length === 0 ? 0 : this.#errorsBefore(end + 1) - this.#errorsBefore(start);
  }

  #errorsBefore(offset: number): number {
    let low = 0;
    let high = this.#errors.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#errors[middle] ?? Infinity) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether a collection has a syntax error that is in none of the collections in it. */
  #isBroken(range: Range, parts: readonly Node[]): boolean {
    const all = this.#errorsIn(range);
    const inParts = () =>
      parts
        .map(part => (part.kind === 'intrinsic' ? part.argument : part))
        .filter(part => part.kind === 'map' || part.kind === 'list')
        .reduce((sum, part) => sum + this.#errorsIn(part.range), 0);
    return all > 0 && all > inParts();
  }

  #map(node: YAMLMap, range: Range): Node {
    const entries = (node.items as Pair<YamlNode, YamlNode | null>[]).flatMap(pair =>
      this.#entries(pair, range),
    );
    const [only] = entries;
    // `{{ name }}` of a template engine is a map whose key is one.
    if (node.flow && entries.length === 0 && node.items.length > 0) {
      return { kind: 'opaque', range };
    }
    if (only && entries.length === 1 && isIntrinsicKey(only.key)) {
      return { kind: 'intrinsic', name: only.key, argument: only.value, range };
    }
    const open =
      range.end > this.#certainUntil ||
      entries.length < node.items.length ||
      entries.some(({ key }) => addsEntries(key) || isFilledInPlain(key));
    const broken = this.#isBroken(
      range,
      entries.map(({ value }) => value),
    );
    return { kind: 'map', entries, flow: node.flow === true, open, broken, range };
  }

  #entries(pair: Pair<YamlNode, YamlNode | null>, map: Range): readonly Entry[] {
    const keyRange = rangeOf(pair.key, map.start);
    if (!isScalar(pair.key)) {
      return [];
    }
    const value = this.#node(pair.value, keyRange.end);
    if (pair.key.value === '<<' && pair.key.type === 'PLAIN') {
      return mergedEntries(value);
    }
    return [{ key: String(pair.key.value), keyRange, value }];
  }

  #list(node: YAMLSeq, range: Range): Node {
    const items = node.items.map(item => this.#node(item as YamlNode, range.start));
    return {
      kind: 'list',
      items,
      flow: node.flow === true,
      open:
        range.end > this.#certainUntil ||
        items.some(item => item.kind === 'opaque' || (item.kind === 'scalar' && isFilledInPlain(item.text))),
      broken: this.#isBroken(range, items),
      range,
    };
  }
}

/** Entries of YAML's merge key `<<`, each key once. */
function mergedEntries(value: Node): readonly Entry[] {
  const sources = value.kind === 'list' ? value.items : [value];
  const byKey = new Map<string, Entry>();
  for (const source of sources) {
    for (const entry of source.kind === 'map' ? source.entries : []) {
      if (!byKey.has(entry.key)) {
        byKey.set(entry.key, entry);
      }
    }
  }
  return [...byKey.values()];
}

function rangeOf(node: YamlNode | null, at: number): Range {
  const [start, end] = node?.range ?? [at, at];
  return { start, end };
}
