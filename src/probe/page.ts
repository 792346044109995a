import { encodeCursor } from './cursor';
import { JsonText } from './pack';
import { COLUMNS, type DirectoryPart } from './steps';

/** The JSON of a directory page. */
export class PageText extends JsonText {
  /** Entries. */
  readonly count: number;

  constructor(pieces: readonly (string | Buffer)[], count: number) {
    super(pieces);
    this.count = count;
  }
}

interface ReceivedPart {
  readonly part: DirectoryPart;
  readonly texts: readonly Buffer[];
}

/** Puts the parts of a page together as they arrive. What they hold is not looked at: it is handed on as it is. */
export class PageBuilder {
  readonly #path: string;
  readonly #parts: ReceivedPart[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  add(part: DirectoryPart, texts: readonly Buffer[]): void {
    this.#parts.push({ part, texts });
  }

  /** The page as if it had ended after at most so many entries, but not before the end of its first part. */
  firstEntries(mostEntries: number): PageText {
    let count = 0;
    const parts = this.#parts.filter(({ part }, index) => {
      count += part.count;
      return index === 0 || count <= mostEntries;
    });
    const last = parts.at(-1)?.part;
    const isCut = parts.length < this.#parts.length;
    return new PageText(
      [...this.#pieces(parts), ...endPieces(last, isCut)],
      parts.reduce((sum, { part }) => sum + part.count, 0),
    );
  }

  *#pieces(parts: readonly ReceivedPart[]): Generator<string | Buffer> {
    yield `{"path":${JSON.stringify(this.#path)}`;
    for (const [index, [name, around]] of Object.entries(COLUMNS).entries()) {
      yield `,"${name}":${around.charAt(0)}`;
      let separator = '';
      for (const { texts } of parts) {
        const text = texts[index];
        if (text && text.length > 0) {
          yield separator;
          yield text;
          separator = around === '""' ? '' : ',';
        }
      }
      yield around.charAt(1);
    }
  }
}

function endPieces(last: DirectoryPart | undefined, isCut: boolean): readonly string[] {
  const cursor =
    last && last.count > 0 && (last.more || isCut)
      ? encodeCursor({ skip: last.first + last.count, last: last.last, fingerprint: last.fingerprint })
      : undefined;
  return [
    ...(cursor === undefined ? [] : [`,"cursor":${JSON.stringify(cursor)}`]),
    `,"changed":${last?.changed ?? false}}`,
  ];
}
