/** Characters of a name that we suggest: short enough that what a program adds still fits into 255 bytes. */
const MOST_LENGTH = 60;

/**
 * A name that every system takes for a file, as near to the given one as can be.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function fileNameFor(name: string): string {
  const safe = [...name]
    .map(character => (/[/\\:*?"<>|]/.test(character) || isControl(character) ? '_' : character))
    .join('');
  const dot = safe.lastIndexOf('.');
  const extension = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : '';
  const stem = [...safe.slice(0, safe.length - extension.length)].slice(0, MOST_LENGTH).join('');
  const ended = `${stem}${extension}`.replace(/[. ]+$/, ends => '_'.repeat(ends.length));
  return ended === '' || isReserved(ended) ? `_${ended}` : ended;
}

/** With any extension, too. */
function isReserved(name: string): boolean {
  return /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i.test(name);
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  // Lone surrogates too: no file system stores them.
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff);
}
