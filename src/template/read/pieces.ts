/** A part of a YAML document that can be read by itself: one entry of its map, or of a map in that. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** The entries of its value, where they can be read by themselves too; the piece ends before them then. */
  readonly parts: readonly Piece[];
}

/** The documents of a YAML stream that can be read one by one; undefined where it takes a parser to tell them apart. */
export function documentsOf(text: string): readonly { start: number; end: number }[] | undefined {
  if (/^(?:%|\.\.\.)/m.test(text)) {
    return undefined;
  }
  const starts = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
  const [first] = starts;
  const isEmptyBefore = first !== undefined && /^(?:\s|#.*)*$/.test(text.slice(0, Math.min(first, 1000)));
  const all = first === 0 || (isEmptyBefore && first < 1000) ? starts : [0, ...starts];
  return all.map((start, index) => ({ start, end: all[index + 1] ?? text.length }));
}

/**
 * Splits a document in block style where its lines say that an entry begins: YAML's structure follows indentation, so
 * that an entry reads the same by itself. Undefined for any other style.
 */
export function piecesOf(text: string, start: number, end: number): readonly Piece[] | undefined {
  const splitter = new Splitter(text);
  // After a byte order mark.
  let at = text.charCodeAt(start) === 0xfeff ? start + 1 : start;
  if (text.startsWith('---', start)) {
    const lineEnd = endOfLine(text, start, end);
    if (!/^---\s*(?:#.*)?$/.test(text.slice(start, Math.min(lineEnd, start + 200)).trimEnd())) {
      return undefined;
    }
    at = lineEnd;
  }
  for (; at < end; at = endOfLine(text, at, end)) {
    if (!splitter.line(at)) {
      return undefined;
    }
  }
  return splitter.finish(end);
}

function endOfLine(text: string, from: number, end: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 || newline >= end ? end : newline + 1;
}

/**
 * Where the entries of an entry's value begin, for one in block style that is too large to be read at once. Undefined
 * where its lines do not tell them apart.
 */
export function entriesBelow(text: string, start: number, end: number): readonly number[] | undefined {
  const first = endOfLine(text, start, end);
  bareKey.lastIndex = start + indentAt(text, start);
  if (!bareKey.test(text)) {
    return undefined;
  }
  const starts: number[] = [];
  let indent: number | undefined;
  for (let at = first; at < end; at = endOfLine(text, at, end)) {
    const own = indentAt(text, at);
    const character = text.charAt(at + own);
    if (/[\n\r#]/.test(character) || at + own >= end) {
      continue;
    }
    indent ??= own;
    if (own < indent || (own === indent && !keyStart.test(character))) {
      return undefined;
    }
    if (own === indent) {
      starts.push(at);
    }
  }
  return starts.length > 0 ? starts : undefined;
}

function indentAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text.charCodeAt(at) === 0x20) {
    at++;
  }
  return at - lineStart;
}

interface OpenPiece {
  readonly start: number;
  /** Starts of the parts; undefined where they cannot be told apart. */
  parts: number[] | undefined;
  indent: number | undefined;
}

const keyStart = /[\w"']/;
const bareKey = /(?:[\w:.-]+|"[^"\\\n]*"|'[^'\n]*') *: *(?:#.*)?\r?$/my;

class Splitter {
  readonly #text: string;
  readonly #pieces: OpenPiece[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the line that begins at an offset leaves the document one that can be split. */
  line(start: number): boolean {
    const at = start + indentAt(this.#text, start);
    const first = this.#text.charAt(at);
    if (first === '' || first === '\n' || first === '\r' || first === '#') {
      return true;
    }
    return at === start ? this.#entry(start, first) : this.#inner(start, at - start, first);
  }

  #entry(start: number, first: string): boolean {
    const last = this.#pieces.at(-1);
    if (keyStart.test(first)) {
      bareKey.lastIndex = start;
      this.#pieces.push({ start, parts: bareKey.test(this.#text) ? [] : undefined, indent: undefined });
      return true;
    }
    // A list may begin where its key does.
    if (last && first === '-' && !last.parts?.length) {
      last.parts = undefined;
      return true;
    }
    return last?.parts === undefined && last !== undefined && (first === '}' || first === ']');
  }

  #inner(start: number, indent: number, first: string): boolean {
    const last = this.#pieces.at(-1);
    if (!last) {
      return false;
    }
    if (!last.parts) {
      return true;
    }
    last.indent ??= indent;
    if (indent > last.indent) {
      return true;
    }
    if (indent < last.indent) {
      return false;
    }
    if (keyStart.test(first) && (last.parts.length > 0 || this.#hasKey(start))) {
      last.parts.push(start);
      return true;
    }
    if (last.parts.length === 0) {
      last.parts = undefined;
      return true;
    }
    return first === '-' || first === '}' || first === ']';
  }

  /** A text may stand on lines of its own below its key. */
  #hasKey(start: number): boolean {
    return /:(?:[ \r]|$)/.test(
      this.#text.slice(start, endOfLine(this.#text, start, this.#text.length)).trimEnd(),
    );
  }

  finish(end: number): readonly Piece[] | undefined {
    return this.#pieces.length === 0
      ? undefined
      : this.#pieces.map(({ start, parts = [] }, index) => {
          const pieceEnd = this.#pieces[index + 1]?.start ?? end;
          return {
            start,
            end: pieceEnd,
            parts: parts.map((part, at) => ({ start: part, end: parts[at + 1] ?? pieceEnd, parts: [] })),
          };
        });
  }
}
