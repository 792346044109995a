import { encodeText } from './byteText';
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

function quoted(character: string): string {
  if (character === "'" || character === '\\') {
    return `\\${character}`;
  }
  if (visible(character) === character) {
    return character;
  }
  return [...encodeText(character)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
