/**
 * Whether a pattern of IAM fits a text: `*` stands for any number of characters, `?` for one. Case counts. Takes no
 * longer than the product of both lengths, and needs no memory.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let inText = 0;
  let afterStar = -1;
  let retryFrom = 0;
  while (inText < text.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      at += 1;
      afterStar = at;
      retryFrom = inText;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[inText])) {
      at += 1;
      inText += 1;
    } else if (afterStar >= 0) {
      // The star takes one character more.
      retryFrom += 1;
      at = afterStar;
      inText = retryFrom;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') {
    at += 1;
  }
  return at === pattern.length;
}
