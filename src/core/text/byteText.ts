const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8 = new TextEncoder();

/**
 * Decodes UTF-8 without loss: each byte that is not part of a valid sequence becomes one lone surrogate
 * U+DC80…U+DCFF, as in Python's PEP 383. {@link encodeText} is the inverse. File names and kernel texts are such
 * strings throughout the project.
 */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeInvalid(bytes);
  }
}

/** The bytes of a {@link decodeBytes} string. Other lone surrogates become U+FFFD. */
export function encodeText(text: string): Uint8Array {
  if (!/[\uDC80-\uDCFF]/.test(text)) {
    return utf8.encode(text);
  }
  const parts: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) {
      parts.push(code - 0xdc00);
    } else {
      parts.push(...utf8.encode(character));
    }
  }
  return Uint8Array.from(parts);
}

function decodeInvalid(bytes: Uint8Array): string {
  let text = '';
  let validFrom = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += strictUtf8.decode(bytes.subarray(validFrom, at));
    text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += 1;
    validFrom = at;
  }
  return text + strictUtf8.decode(bytes.subarray(validFrom));
}

/** Length of the well-formed UTF-8 sequence at `at`, or 0. Unicode standard, table 3-7. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) {
    return 1;
  }
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
    return 0;
  }
  const second = bytes[at + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) {
    return 0;
  }
  for (let i = at + 2; i < at + length; i++) {
    if (((bytes[i] ?? 0) & 0xc0) !== 0x80) {
      return 0;
    }
  }
  return length;
}
