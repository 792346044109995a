/**
 * Characters that hide, reorder or break text: controls, line and paragraph separators, bidirectional controls and
 * isolates, lone surrogates, marks of annotations, and everything that has no width, except the variation selectors
 * that emoji need.
 */
const hidden =
  /(?![\uFE00-\uFE0F])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** Longest text that is shown in one place, in UTF-16 units: a path of Linux ends at 4096 bytes. */
const MOST_SHOWN = 4096;

/** Longest message, in UTF-16 units: VS Code itself cuts notifications there, without a word. */
const MOST_SAID = 1000;

/** The beginning of a text that is longer than `most` UTF-16 units, with `…` for the rest. */
export function bounded(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const shown = text.slice(0, most - 1);
  // Not half of a character.
  return `${/[\uD800-\uDBFF]$/.test(shown) ? shown.slice(0, -1) : shown}…`;
}

/**
 * Untrusted text (names, messages, kernel text) on one line, with nothing hidden: `\n` is shown as `␊`, a
 * right-to-left override as `\u202E`, a byte that was not UTF-8 as `\xFF`. Of a text of megabytes, its beginning.
 */
export function visible(text: string): string {
  return bounded(bounded(text, MOST_SHOWN).replace(hidden, show), MOST_SHOWN);
}

/**
 * {@link visible} text for messages, titles and labels of VS Code, in which it finds nothing to make a link or an icon
 * of: it does of `[label](command:…)` and `$(icon)`, and no escape keeps it from that.
 */
export function plain(text: string): string {
  return unlinked(bounded(visible(text), MOST_SAID));
}

/** Like {@link plain} for text of several lines. */
export function plainLines(text: string): string {
  return unlinked(bounded(visibleLines(bounded(text, MOST_SHOWN)), MOST_SHOWN));
}

/**
 * Lets long words (ARNs, URLs, paths) go on in the next line, where what shows a text breaks it at spaces alone. Not
 * for what is copied.
 */
export function breakable(text: string): string {
  return text.replace(/\S{25,}/g, word => word.replace(/[:/](?=[^:/])/g, '$&\u200B'));
}

function unlinked(text: string): string {
  return text.replace(/\](?=\()|\$(?=\()/g, '$& ');
}

/** Like {@link visible} for text of several lines: line feeds and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(hidden, character =>
    character === '\n' || character === '\t' ? character : show(character),
  );
}

/** JSON of the same data in which nothing is hidden: what only a string can hold is escaped. */
export function visibleJson(json: string): string {
  return json.replace(hidden, character => (character === '\n' ? character : escapeUnits(character)));
}

function escapeUnits(character: string): string {
  return character.replace(/[^]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
