import { visible, visibleLines } from './visibleText';

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

/** Text of several lines in a fence that it cannot close. */
export function fenced(text: string): string {
  const shown = visibleLines(text).replace(/\n$/, '');
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
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
