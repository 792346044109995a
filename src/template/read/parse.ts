import { mapNode } from './collections';
import { parseJson } from './parseJson';
import type { Entry, Node, Range } from './nodes';
import { documentsOf, entriesBelow, piecesOf, type Piece } from './pieces';
import { shifted } from './shift';
import { Budget, TooComplexError } from './budget';
import { atOnce } from './work';
import { readYaml, type Anchors } from './parseYaml';

/**
 * Largest template in characters that is read: CloudFormation takes 1 MB.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_LENGTH = 1_000_000;

/** Documents of one stream that are looked at. */
const MAX_DOCUMENTS = 100;

/** Characters that are given to the YAML library at once: more would hold up the editor. */
const MAX_PIECE = 100_000;

/** Levels of entries below one another that are told apart by their lines. */
const MAX_SPLITS = 5;

/** The whole text where a parser has to find its parts. */
const MAX_WHOLE = 100_000;

/** Entries that merge keys may bring in, all together. */
const MAX_MERGED = 200_000;

interface ReadPiece {
  readonly start: number;
  readonly nodes: readonly Node[];
  readonly hasErrors: boolean;
}

/**
 * Reads the versions of one YAML or JSON text. What reads the same as in the version before is not parsed again.
 */
export class DocumentParser {
  #known = new Map<string, ReadPiece>();

  /**
   * The documents of a text. Yields after each part, so that the work can be done in slices. Never throws for what is
   * written: what a syntax error touches becomes opaque or open, and a text that is too large gives no documents.
   * @throws {TooComplexError} for a text that takes more work than any template does
   */
  *parse(text: string): Generator<void, readonly Node[]> {
    if (text.length > MAX_LENGTH) {
      return [];
    }
    if (/^\s*\{/.test(text.slice(0, 1000))) {
      const root = parseJson(text);
      // A large one is written by a program: it is read again when it is whole.
      return root ? [root] : text.length > MAX_PIECE ? [] : yield* this.#parse(text);
    }
    return yield* this.#parse(text);
  }

  *#parse(text: string): Generator<void, readonly Node[]> {
    try {
      return yield* new Parsing(text, this.#known, known => (this.#known = known)).documents();
    } catch (error) {
      throw error instanceof RangeError ? new TooComplexError() : error;
    }
  }
}

class Parsing {
  readonly #text: string;
  readonly #before: ReadonlyMap<string, ReadPiece>;
  readonly #known = new Map<string, ReadPiece>();
  readonly #budget = new Budget(MAX_MERGED);
  readonly #keep: (known: Map<string, ReadPiece>) => void;

  constructor(
    text: string,
    before: ReadonlyMap<string, ReadPiece>,
    keep: (known: Map<string, ReadPiece>) => void,
  ) {
    this.#text = text;
    this.#before = before;
    this.#keep = keep;
  }

  *documents(): Generator<void, readonly Node[]> {
    const documents = documentsOf(this.#text);
    if (!documents) {
      return this.#whole(0, this.#text.length);
    }
    const nodes: Node[] = [];
    for (const { start, end } of documents.slice(0, MAX_DOCUMENTS)) {
      const pieces = piecesOf(this.#text, start, end);
      nodes.push(...(pieces ? [yield* this.#document(pieces)] : this.#whole(start, end)));
    }
    this.#keep(this.#known);
    return nodes;
  }

  #whole(start: number, end: number): readonly Node[] {
    const text = this.#text.slice(start, end);
    // Each directive is kept for all that follow.
    if (text.length > MAX_WHOLE || (text.match(/^%/gm)?.length ?? 0) > MAX_DIRECTIVES) {
      throw new TooComplexError();
    }
    const nodes: Node[] = [];
    for (const { hasErrors, node } of readYaml(text, start, new Map(), this.#budget)) {
      // One at the very end is behind all that was read.
      nodes.push(hasErrors && node.kind === 'map' ? { ...node, open: true } : node);
      if (nodes.length === MAX_DOCUMENTS) {
        break;
      }
    }
    return nodes;
  }

  *#document(pieces: readonly Piece[]): Generator<void, Node> {
    const anchors: Anchors = new Map();
    const sections = [];
    for (const piece of pieces) {
      if (piece.parts.length === 0) {
        sections.push(yield* this.#entry(piece, anchors));
        continue;
      }
      const head = this.#piece(piece.start, piece.parts[0]?.start ?? piece.end, anchors);
      const parts = [];
      for (const part of piece.parts) {
        parts.push(yield* this.#entry(part, anchors));
      }
      sections.push(this.#section(head, parts));
    }
    return this.#joined(sections);
  }

  /** One entry: a large one part by part, and what cannot be read so with a value that is not known. */
  *#entry({ start, end }: Range, anchors: Anchors, depth = 0): Generator<void, ReadPiece> {
    if (end - start <= MAX_PIECE) {
      const read = this.#piece(start, end, anchors);
      yield;
      return read;
    }
    const starts = depth < MAX_SPLITS ? entriesBelow(this.#text, start, end) : undefined;
    if (!starts) {
      return this.#unread(start, end);
    }
    const head = this.#piece(start, starts[0] ?? end, anchors);
    const parts = [];
    for (const [index, part] of starts.entries()) {
      parts.push(yield* this.#entry({ start: part, end: starts[index + 1] ?? end }, anchors, depth + 1));
    }
    return this.#section(head, parts);
  }

  /** @throws {TooComplexError} for what has no plain key */
  #unread(start: number, end: number): ReadPiece {
    const [, blank = '', key, quoted = key] =
      /^( *)(?:([\w:.-]{1,255})|["']([^"'\\\n]{1,255})["']) *:(?=\s)/.exec(
        this.#text.slice(start, start + 1000),
      ) ?? [];
    if (quoted === undefined) {
      throw new TooComplexError();
    }
    const keyStart = start + blank.length;
    const keyRange = { start: keyStart, end: keyStart + quoted.length + (key === undefined ? 2 : 0) };
    const value: Node = { kind: 'opaque', range: { start: keyRange.end, end } };
    const range = { start: keyStart, end };
    return {
      start,
      nodes: [
        mapNode([{ key: quoted, keyRange, value }], { flow: false, open: false, broken: false, range }),
      ],
      hasErrors: false,
    };
  }

  /** An entry whose value is the map of its parts. */
  #section(head: ReadPiece, parts: readonly ReadPiece[]): ReadPiece {
    const value = this.#joined(parts);
    const nodes = entriesOf(head).map(({ key, keyRange }) =>
      mapNode([{ key, keyRange, value }], {
        flow: false,
        open: false,
        broken: false,
        range: { start: keyRange.start, end: value.range.end },
      }),
    );
    return { start: head.start, nodes, hasErrors: head.hasErrors || parts.some(part => part.hasErrors) };
  }

  /** The map of entries that were read one by one. */
  #joined(pieces: readonly ReadPiece[]): Node {
    const entries = pieces.flatMap(entriesOf);
    const isWhole = pieces.every(piece => entriesOf(piece).length > 0);
    const start = entries[0]?.keyRange.start ?? 0;
    const last = entries.at(-1);
    return mapNode(entries, {
      flow: false,
      open: !isWhole || pieces.some(piece => piece.hasErrors),
      broken: !isWhole,
      range: { start, end: last ? Math.max(last.keyRange.end, last.value.range.end) : start },
    });
  }

  #piece(start: number, end: number, anchors: Anchors): ReadPiece {
    const text = this.#text.slice(start, end);
    const known = this.#known.get(text) ?? this.#before.get(text);
    if (known) {
      const moved =
        known.start === start
          ? known
          : { ...known, start, nodes: known.nodes.map(node => shifted(node, start - known.start)) };
      this.#known.set(text, moved);
      return moved;
    }
    if (text.length > MAX_PIECE) {
      throw new TooComplexError();
    }
    const documents = [...readYaml(text, start, anchors, this.#budget)];
    const read = {
      start,
      nodes: documents.map(({ node }) => node),
      hasErrors: documents.length !== 1 || documents.some(({ hasErrors }) => hasErrors),
    };
    if (!documents.some(({ isShared }) => isShared)) {
      this.#known.set(text, read);
    }
    return read;
  }
}

/** Directives of a stream; more than one is rare. */
const MAX_DIRECTIVES = 20;

function entriesOf({ nodes }: ReadPiece): readonly Entry[] {
  return nodes.flatMap(node =>
    node.kind === 'map'
      ? node.entries
      : // A map with one entry that CloudFormation has a meaning for.
        node.kind === 'intrinsic'
        ? [
            {
              key: node.name,
              keyRange: { start: node.range.start, end: node.argument.range.start },
              value: node.argument,
            },
          ]
        : [],
  );
}

/** Reads the documents of one text at once; none of a text that takes more work than any does. */
export function parse(text: string): readonly Node[] {
  try {
    return atOnce(new DocumentParser().parse(text));
  } catch (error) {
    if (error instanceof TooComplexError) {
      return [];
    }
    throw error;
  }
}
