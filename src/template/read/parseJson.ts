import { listNode, mapNode, MAX_DEPTH } from './collections';
import type { Entry, Node, Range } from './nodes';
import { TooComplexError } from './budget';

/**
 * Reads strict JSON, ten times as fast as a YAML parser does; undefined for any other text.
 * @throws {TooComplexError} for what is nested beyond measure
 */
export function parseJson(text: string): Node | undefined {
  const reader = new JsonReader(text);
  try {
    return reader.document();
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Node {
    this.#blanks();
    const root = this.#value(0);
    if (this.#at < this.#text.length) {
      throw new SyntaxError();
    }
    return root;
  }

  #value(depth: number): Node {
    if (depth > MAX_DEPTH) {
      throw new TooComplexError();
    }
    switch (this.#text.charAt(this.#at)) {
      case '{':
        return this.#map(depth);
      case '[':
        return this.#list(depth);
      case '"': {
        const { text, range } = this.#string();
        return { kind: 'scalar', text, plain: false, range };
      }
      default:
        return this.#literal();
    }
  }

  #map(depth: number): Node {
    const start = this.#at;
    const entries: Entry[] = [];
    this.#take();
    for (let more = this.#text.charAt(this.#at) !== '}'; more; more = this.#takeIf(',')) {
      const { text: key, range: keyRange } = this.#string();
      this.#expect(':');
      entries.push({ key, keyRange, value: this.#value(depth + 1) });
    }
    const range = { start, end: this.#at + 1 };
    this.#expect('}');
    return mapNode(entries, { flow: true, open: false, broken: false, range });
  }

  #list(depth: number): Node {
    const start = this.#at;
    const items: Node[] = [];
    this.#take();
    for (let more = this.#text.charAt(this.#at) !== ']'; more; more = this.#takeIf(',')) {
      items.push(this.#value(depth + 1));
    }
    const range = { start, end: this.#at + 1 };
    this.#expect(']');
    return listNode(items, { flow: true, open: false, broken: false, range });
  }

  #string(): { text: string; range: Range } {
    const start = this.#at;
    let end = start;
    let isEscaped = false;
    if (this.#text.charAt(start) !== '"') {
      throw new SyntaxError();
    }
    do {
      const quote = this.#text.indexOf('"', end + 1);
      if (quote < 0) {
        throw new SyntaxError();
      }
      let slashes = 0;
      while (this.#text.charAt(quote - 1 - slashes) === '\\') {
        slashes++;
      }
      isEscaped = slashes % 2 === 1;
      end = quote;
    } while (isEscaped);
    const written = this.#text.slice(start, end + 1);
    this.#at = end + 1;
    this.#blanks();
    // Control characters are errors too, which JSON.parse knows.
    const text =
      written.includes('\\') || hasControls(written) ? parsedString(written) : written.slice(1, -1);
    return { text, range: { start, end: end + 1 } };
  }

  #literal(): Node {
    literal.lastIndex = this.#at;
    const text = literal.exec(this.#text)?.[0];
    if (text === undefined) {
      throw new SyntaxError();
    }
    const range = { start: this.#at, end: this.#at + text.length };
    this.#at = range.end;
    this.#blanks();
    return { kind: 'scalar', text, plain: true, range };
  }

  #take(): void {
    this.#at++;
    this.#blanks();
  }

  #takeIf(character: string): boolean {
    const isNext = this.#text.charAt(this.#at) === character;
    if (isNext) {
      this.#take();
    }
    return isNext;
  }

  #expect(character: string): void {
    if (!this.#takeIf(character)) {
      throw new SyntaxError();
    }
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) {
        return;
      }
      this.#at++;
    }
  }
}

function parsedString(written: string): string {
  return JSON.parse(written) as string;
}

function hasControls(text: string): boolean {
  return /[\0-\x1f]/.test(text);
}
