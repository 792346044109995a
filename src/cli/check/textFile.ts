import { decodeText } from '../../core/text/decodeText';

/** A text that was read from bytes, and how it is written again as it was: encoding and byte order mark. */
export interface DecodedText {
  readonly text: string;
  /** Whether writing the text again gives the bytes that it was read from; not for those of another encoding. */
  readonly isExact: boolean;
  encode(text: string): Uint8Array;
}

export function decodeFile(bytes: Uint8Array): DecodedText {
  const text = decodeText(bytes);
  const encode = encoderOf(bytes);
  return {
    text,
    encode,
    get isExact() {
      return Buffer.compare(encode(text), bytes) === 0;
    },
  };
}

function encoderOf([first, second, third]: Uint8Array): DecodedText['encode'] {
  if (first === 0xff && second === 0xfe) {
    return of => Buffer.from(`\uFEFF${of}`, 'utf16le');
  }
  if (first === 0xfe && second === 0xff) {
    return of => Buffer.from(`\uFEFF${of}`, 'utf16le').swap16();
  }
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  return of => Buffer.from(hasMark ? `\uFEFF${of}` : of, 'utf8');
}
