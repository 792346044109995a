import { decodeText } from '../../core/text/decodeText';

/** A text that was read from bytes, and how it is written again as it was: encoding and byte order mark. */
export interface DecodedText {
  readonly text: string;
  encode(text: string): Uint8Array;
}

export function decodeFile(bytes: Uint8Array): DecodedText {
  const [first, second, third] = bytes;
  const text = decodeText(bytes);
  if (first === 0xff && second === 0xfe) {
    return { text, encode: of => Buffer.from(`\uFEFF${of}`, 'utf16le') };
  }
  if (first === 0xfe && second === 0xff) {
    return { text, encode: of => Buffer.from(`\uFEFF${of}`, 'utf16le').swap16() };
  }
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  return { text, encode: of => Buffer.from(hasMark ? `\uFEFF${of}` : of, 'utf8') };
}
