/**
 * Characters that hide, reorder or break text: controls, line and paragraph separators, bidirectional controls, lone
 * surrogates, and everything that has no width, except the variation selectors that emoji need.
 */
const hidden =
  /(?![\uFE00-\uFE0F])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Untrusted text (names, messages, kernel text) on one line, with nothing hidden: `\n` is shown as `␊`, a
 * right-to-left override as `\u202E`, a byte that was not UTF-8 as `\xFF`.
 */
export function visible(text: string): string {
  return text.replace(hidden, show);
}

/** Like {@link visible} for text of several lines: line feeds and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(hidden, character =>
    character === '\n' || character === '\t' ? character : show(character),
  );
}

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  if (code === 0x7f) {
    return '\u2421';
  }
  if (code >= 0xdc80 && code <= 0xdcff) {
    return `\\x${(code - 0xdc00).toString(16).toUpperCase()}`;
  }
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
