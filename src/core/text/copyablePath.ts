import { decodeBytes, encodeText } from './byteText';
import { visible } from './visibleText';

/**
 * A path for the clipboard. One with anything in it that does not show, or that was not UTF-8, comes as a quoted word of
 * bash and zsh (`$'…'`): pasted into a terminal it is the same bytes, and a line feed in it runs nothing.
 */
export function copyablePath(path: string): string {
  if (visible(path) === path) {
    return path;
  }
  return `$'${[...path].map(quoted).join('')}'`;
}

/** The path of {@link copyablePath}, or one that was typed as it is. */
export function pastedPath(text: string): string {
  const word = /^\$'(.*)'$/s.exec(text)?.[1];
  return word === undefined ? text : decodeBytes(encodeQuoted(word));
}

function encodeQuoted(word: string): Uint8Array {
  const parts = [...word.matchAll(/\\x([0-9a-f]{1,2})|\\?([^])/giu)].map(([, hex, character = '']) =>
    hex === undefined ? encodeText(character) : Uint8Array.of(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(parts.flatMap(part => [...part]));
}

function quoted(character: string): string {
  if (character === "'" || character === '\\') {
    return `\\${character}`;
  }
  if (visible(character) === character) {
    return character;
  }
  return [...encodeText(character)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
