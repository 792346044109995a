const utf8 = new TextDecoder();
const utf16 = { le: new TextDecoder('utf-16le'), be: new TextDecoder('utf-16be') };

/**
 * The text of a file that a person wrote, in UTF-8 or UTF-16 and without its byte order mark. Windows PowerShell's `>`
 * writes UTF-16, and its `>>` appends it without a mark to whatever is there: of that, ASCII is read.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return utf16.le.decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return utf16.be.decode(bytes);
  }
  return utf8.decode(bytes).replaceAll('\0', '');
}
