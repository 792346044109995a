import { encodeText } from '../text/byteText';

/**
 * Columns that a text takes in a terminal, near enough to wcwidth(3) to compare the columns that tools align:
 * combining and format characters take none, East Asian wide characters two. In another encoding than UTF-8 it is the
 * number of bytes, as in EUC, GB 18030 and the single-byte encodings.
 */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.length;
  }
  if (/[\uDC80-\uDCFF]/u.test(text)) {
    return encodeText(text).length;
  }
  let width = 0;
  for (const character of text) {
    width += zeroWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return width;
}

const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
