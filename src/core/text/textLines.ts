/** A place in a text, both from 0; columns are UTF-16 units, as editors count them. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** The lines of a text, ended as editors end them. */
export class TextLines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length)];
  }

  positionAt(offset: number): LinePosition {
    let [line, end] = [0, this.#starts.length];
    while (end - line > 1) {
      const middle = (line + end) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) {
        line = middle;
      } else {
        end = middle;
      }
    }
    return { line, column: offset - (this.#starts[line] ?? 0) };
  }

  /** A line without its end; empty behind the last one. */
  lineAt(line: number): string {
    const start = this.#starts[line];
    return start === undefined
      ? ''
      : this.#text.slice(start, this.#starts[line + 1] ?? this.#text.length).replace(/(?:\r\n|\n|\r)$/, '');
  }
}
