import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  Schema,
  type CollectionTag,
  type Document,
  type Node as YamlNode,
  type Pair,
  type ScalarTag,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { listNode, mapNode, MAX_DEPTH } from './collections';
import { longName, shortTags } from './intrinsics';
import type { Entry, Node, Range } from './nodes';
import { TooComplexError, type Budget } from './budget';

const customTags = shortTags.flatMap((tag): (ScalarTag | CollectionTag)[] => [
  { tag, resolve: text => text },
  { tag, collection: 'map', resolve: map => map },
  { tag, collection: 'seq', resolve: list => list },
]);

/** Scalars stay texts, and everything is read as far as possible. */
const options = {
  schema: new Schema({ schema: 'failsafe', customTags }),
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** What anchors stand for, and how many levels that has. */
export type Anchors = Map<string, { readonly node: Node; readonly height: number }>;

/** One document of a YAML text, or a part of one. */
export interface YamlRead {
  readonly node: Node;
  readonly hasErrors: boolean;
  /** It has an anchor or an alias, so that its nodes belong to other parts too. */
  readonly isShared: boolean;
}

/**
 * Reads the documents of a YAML text that begins at an offset of the whole. What a syntax error touches becomes opaque
 * or open. Merged entries are paid from the budget.
 * @throws {TooComplexError} for what is nested beyond measure, or merges too much
 */
export function* readYaml(
  text: string,
  base: number,
  anchors: Anchors,
  budget: Budget,
): Generator<YamlRead, void> {
  // Two `{{` and more of them in a row, or lists in lists, are levels for the library, and it has no bound.
  if (deepest(text) > MAX_NESTING) {
    throw new TooComplexError();
  }
  for (const document of new Composer(options).compose(new Parser().parse(text))) {
    const reader = new Reader(text, base, document, anchors, budget);
    yield reader.read();
  }
}

/** Where a text breaks the rules of YAML, and how, in the words of the library. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly reason: string;
}

/**
 * The first place that is no YAML; JSON is YAML, too. Undefined where there is none, and for what another program has to
 * fill in first, which need not be any.
 */
export function syntaxProblemOf(text: string): SyntaxProblem | undefined {
  if (/\{\{(?!resolve:)|\{%|<%/.test(text) || deepest(text) > MAX_NESTING) {
    return undefined;
  }
  for (const { errors } of new Composer(options).compose(new Parser().parse(text))) {
    const [first] = [...errors].sort((one, other) => one.pos[0] - other.pos[0]);
    if (first) {
      return { offset: first.pos[0], reason: first.message };
    }
  }
  return undefined;
}

/** Brackets or list dashes within one another that are given to the library. */
const MAX_NESTING = 500;

/** A bound of how deep flow collections and compact lists can be nested; strings may make it too high. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (const { 0: token } of text.matchAll(/[[{]|[\]}]|\n|(?:[-?:] +){8,}/g)) {
    if (token === '[' || token === '{') {
      most = Math.max(most, ++depth);
    } else if (token === ']' || token === '}') {
      depth = Math.max(0, depth - 1);
    } else if (token !== '\n') {
      most = Math.max(most, token.split(' ').length);
    }
  }
  return most;
}

/** Characters before a value in which its tag is looked for. */
const MAX_TAG = 300;

const boolean = /^(?:true|false)$/i;

/** Makes nodes of one YAML document. Aliases share the node of their anchor, so that nothing multiplies. */
class Reader {
  readonly #text: string;
  readonly #base: number;
  readonly #document: Document.Parsed;
  readonly #budget: Budget;
  /** Offsets of syntax errors, ascending. */
  readonly #errors: readonly number[];
  /** Start of the line of the first one: a collection that ends behind it may have lost a part. */
  readonly #certainUntil: number;
  readonly #anchors: Anchors;
  #isShared = false;
  /** Levels of the node that was read last. */
  #height = 0;

  constructor(text: string, base: number, document: Document.Parsed, anchors: Anchors, budget: Budget) {
    this.#text = text;
    this.#base = base;
    this.#document = document;
    this.#anchors = anchors;
    this.#budget = budget;
    this.#errors = document.errors.map(error => base + error.pos[0]).sort((a, b) => a - b);
    const [first] = this.#errors;
    this.#certainUntil = first === undefined ? Infinity : base + text.lastIndexOf('\n', first - base - 1) + 1;
  }

  read(): YamlRead {
    const node = this.#node(this.#document.contents, this.#base + this.#document.range[0], 0);
    return { node, hasErrors: this.#errors.length > 0, isShared: this.#isShared };
  }

  #node(node: YamlNode | null, at: number, level: number): Node {
    if (level > MAX_DEPTH) {
      throw new TooComplexError();
    }
    this.#height = 0;
    if (!node) {
      return { kind: 'opaque', range: { start: at, end: at } };
    }
    if (isAlias(node)) {
      return this.#alias(node.source, this.#rangeOf(node, at), level);
    }
    const read = this.#tagged(node, this.#untagged(node, at, level));
    if ('anchor' in node && node.anchor) {
      this.#isShared = true;
      this.#anchors.set(node.anchor, { node: read, height: this.#height });
    }
    return read;
  }

  #alias(name: string, range: Range, level: number): Node {
    this.#isShared = true;
    const anchor = this.#anchors.get(name);
    if (!anchor) {
      // An anchor that is not complete yet would contain itself.
      return { kind: 'opaque', range };
    }
    if (level + anchor.height > MAX_DEPTH) {
      throw new TooComplexError();
    }
    this.#height = anchor.height;
    return anchor.node;
  }

  #untagged(node: YamlNode, at: number, level: number): Node {
    const range = this.#rangeOf(node, at);
    if (isMap(node)) {
      return this.#map(node, this.#trimmed(range), level);
    }
    if (isSeq(node)) {
      return this.#list(node, this.#trimmed(range), level);
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
    const before = this.#text.slice(Math.max(0, start - this.#base - MAX_TAG), start - this.#base);
    const tagAt = before.lastIndexOf(tag);
    const isNear = tagAt >= 0 && /^\s*(?:&\S+\s+)?$/.test(before.slice(tagAt + tag.length));
    const range = { start: isNear ? start - before.length + tagAt : start, end };
    return { kind: 'intrinsic', name: longName(tag), argument, range };
  }

  /** Block collections end where the next key begins; they are given the end of their own text. */
  #trimmed({ start, end }: Range): Range {
    let trimmed = end;
    while (trimmed > start && ' \t\r\n'.includes(this.#text.charAt(trimmed - this.#base - 1))) {
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
  #isBroken(range: Range, parts: () => readonly Node[]): boolean {
    const all = this.#errorsIn(range);
    return all > 0 && all > this.#errorsInCollections(parts());
  }

  #errorsInCollections(parts: readonly Node[]): number {
    return parts
      .map(part => (part.kind === 'intrinsic' ? part.argument : part))
      .filter(part => part.kind === 'map' || part.kind === 'list')
      .reduce((sum, part) => sum + this.#errorsIn(part.range), 0);
  }

  #map(node: YAMLMap, range: Range, level: number): Node {
    const entries: Entry[] = [];
    let height = 0;
    for (const pair of node.items as Pair<YamlNode, YamlNode | null>[]) {
      entries.push(...this.#entries(pair, range, level));
      height = Math.max(height, this.#height);
    }
    this.#height = height + 1;
    // `{{ name }}` of a template engine is a map whose key is one.
    if (node.flow && entries.length === 0 && node.items.length > 0) {
      return { kind: 'opaque', range };
    }
    const open = range.end > this.#certainUntil || entries.length < node.items.length;
    const broken = this.#isBroken(range, () => entries.map(({ value }) => value));
    return mapNode(entries, { flow: node.flow === true, open, broken, range });
  }

  #entries(pair: Pair<YamlNode, YamlNode | null>, map: Range, level: number): readonly Entry[] {
    const keyRange = this.#rangeOf(pair.key, map.start);
    if (!isScalar(pair.key)) {
      return [];
    }
    const value = this.#node(pair.value, keyRange.end, level + 1);
    if (pair.key.value === '<<' && pair.key.type === 'PLAIN') {
      return this.#mergedEntries(value);
    }
    return [{ key: String(pair.key.value), keyRange, value }];
  }

  /** Entries of YAML's merge key `<<`, each key once. */
  #mergedEntries(value: Node): readonly Entry[] {
    const sources = value.kind === 'list' ? value.items : [value];
    const byKey = new Map<string, Entry>();
    for (const source of sources) {
      const entries = source.kind === 'map' ? source.entries : [];
      this.#budget.spend(1 + entries.length);
      for (const entry of entries) {
        if (!byKey.has(entry.key)) {
          byKey.set(entry.key, entry);
        }
      }
    }
    return [...byKey.values()];
  }

  #list(node: YAMLSeq, range: Range, level: number): Node {
    let height = 0;
    const items = node.items.map(item => {
      const read = this.#node(item as YamlNode, range.start, level + 1);
      height = Math.max(height, this.#height);
      return read;
    });
    this.#height = height + 1;
    const open = range.end > this.#certainUntil;
    const broken = this.#isBroken(range, () => items);
    return listNode(items, { flow: node.flow === true, open, broken, range });
  }

  #rangeOf(node: YamlNode | null, at: number): Range {
    const range = node?.range;
    return range ? { start: this.#base + range[0], end: this.#base + range[1] } : { start: at, end: at };
  }
}
