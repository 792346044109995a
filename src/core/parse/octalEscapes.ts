import { decodeBytes } from '../text/byteText';

/**
 * Decodes the `\040` escapes of mount tables and mountstats. The kernel escapes ASCII bytes only; escapes of other
 * bytes are decoded where together they are UTF-8 and left as they are otherwise. seq_escape in fs/seq_file.c.
 */
export function decodeOctalEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/(?:\\[0-3][0-7]{2})+/g, decodeRun) : text;
}

function decodeRun(run: string): string {
  const bytes = Uint8Array.from(run.slice(1).split('\\'), digits => Number.parseInt(digits, 8));
  return decodeBytes(bytes).replace(
    /[\uDC80-\uDCFF]/g,
    invalid => `\\${(invalid.charCodeAt(0) - 0xdc00).toString(8)}`,
  );
}
