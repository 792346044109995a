import { decodeBytes } from '../text/byteText';

/** What every parser here reads: a {@link decodeBytes} string, or the bytes themselves. */
export type TextInput = string | Uint8Array;

/** A line that a parser could not read. It is kept, never dropped. */
export interface UnparsedLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** What a parser makes of a whole text: what it read, and what it could not. Blank lines are in neither. */
export interface Parsed<T> {
  readonly entries: readonly T[];
  readonly unparsed: readonly UnparsedLine[];
}

/** A run of characters other than space and TAB. */
export interface Field {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a text without their `\n`. Carriage returns are legal in names and stay, except where several lines
 * all end in one: that is the work of a transport, such as a terminal.
 */
export function splitLines(input: TextInput): string[] {
  const text = typeof input === 'string' ? input : decodeBytes(input);
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const isCarried = lines.length > 1 && text.endsWith('\n') && lines.every(line => line.endsWith('\r'));
  return isCarried ? lines.map(line => line.slice(0, -1)) : lines;
}

/** Space and TAB only: the kernel and file names leave every other kind of white space raw. */
export function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

export function isBlank(line: string): boolean {
  return skipBlanks(line, 0) === line.length;
}

/** The index of the first character from `at` on that is neither space nor TAB. */
export function skipBlanks(line: string, at: number): number {
  let index = at;
  while (index < line.length && isBlankCode(line.charCodeAt(index))) {
    index++;
  }
  return index;
}

export function trimBlanksEnd(line: string): string {
  let end = line.length;
  while (end > 0 && isBlankCode(line.charCodeAt(end - 1))) {
    end--;
  }
  return line.slice(0, end);
}

export function trimBlanks(line: string): string {
  return trimBlanksEnd(line.slice(skipBlanks(line, 0)));
}

/** Splits at runs of space and TAB; at most `limit` fields from `from` on. */
export function fields(line: string, from = 0, limit = Infinity): Field[] {
  const found: Field[] = [];
  let start = skipBlanks(line, from);
  while (start < line.length && found.length < limit) {
    let end = start;
    while (end < line.length && !isBlankCode(line.charCodeAt(end))) {
      end++;
    }
    found.push({ text: line.slice(start, end), start, end });
    start = skipBlanks(line, end);
  }
  return found;
}
