import { bounded, visible, visibleLines } from './visibleText';

/**
 * A name, value or other untrusted text as inline code: nothing in it is Markdown, HTML, a link or a mention. Where
 * a code span could be left (backticks) or cut by a table (pipes, backslashes), HTML with character references is used.
 */
export function code(text: string): string {
  const shown = visible(text);
  if (shown === '') {
    return '';
  }
  return /^[^`|\\ ](?:[^`|\\]*[^`|\\ ])?$/.test(shown)
    ? `\`${shown}\``
    : `<code>${shown.replace(/[&<>|\\`*_[\]~!:@ ]/g, character => `&#${character.charCodeAt(0)};`)}</code>`;
}

/** A sentence for people as Markdown text on one line, safe in a table. Addresses in it become no links by themselves. */
export function prose(sentence: string): string {
  // An underscore inside a word is no markup.
  return visible(sentence).replace(
    /[&<>|\\`*[\]~@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/)|(?<=www)\./gi,
    character => `&#${character.charCodeAt(0)};`,
  );
}

/** Longest text that a fence holds, in UTF-16 units: no document for people bears more of one. */
const MOST_FENCED = 1024 * 1024;

/**
 * Text of several lines in a fence that it cannot close. Of a text of megabytes, its beginning.
 * @param language that it is shown in
 */
export function fenced(text: string, language = 'text'): string {
  const shown = bounded(visibleLines(bounded(text, MOST_FENCED)), MOST_FENCED).replace(/\n$/, '');
  let longest = 2;
  for (const [run] of shown.matchAll(/`+/g)) {
    longest = Math.max(longest, run.length);
  }
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** Something long, folded where Markdown is shown with HTML. @param summary HTML-safe text @param body Markdown */
export function folded(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

export type Alignment = 'left' | 'right';

/** A table; cells are Markdown already. */
export function table(
  columns: readonly (readonly [heading: string, alignment: Alignment])[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([heading]) => prose(heading))),
    line(columns.map(([, alignment]) => (alignment === 'right' ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}
