/** A cursor holds a name of at most 255 bytes. */
const CURSOR_LENGTH = 8192;

/** Where a page ended. */
export interface CursorPosition {
  /** Entries before this position, in readdir order. */
  readonly skip: number;
  /** Name of the last entry before it. */
  readonly last: string;
  /** State of the directory when that entry was read; another one means that entries came or went. */
  readonly fingerprint: string;
}

export function encodeCursor({ skip, last, fingerprint }: CursorPosition): string {
  return Buffer.from(JSON.stringify([skip, last, fingerprint])).toString('base64url');
}

/** The position of an {@link encodeCursor} text, or undefined where it is none. */
export function decodeCursor(cursor: unknown): CursorPosition | undefined {
  if (typeof cursor !== 'string' || cursor.length > CURSOR_LENGTH) {
    return undefined;
  }
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(fields)) {
    return undefined;
  }
  const [skip, last, fingerprint] = fields as readonly unknown[];
  const valid =
    typeof skip === 'number' &&
    Number.isSafeInteger(skip) &&
    skip > 0 &&
    typeof last === 'string' &&
    typeof fingerprint === 'string';
  return valid ? { skip, last, fingerprint } : undefined;
}
