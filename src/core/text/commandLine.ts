import { visible } from './visibleText';

/** A family of shells that read a line alike: sh, bash, zsh and fish; Windows PowerShell and PowerShell; cmd. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/** Words as one line that a person can paste into the shell, which then gets the same words. */
export function commandLine(words: readonly string[], shell: Shell): string {
  return words.map(word => shellWord(word, shell)).join(' ');
}

/**
 * A word as it is written in the shell. Most need no quotation marks, and most of the others mean the same in double
 * ones everywhere; only what a shell looks for inside of these is written in its own way.
 */
function shellWord(word: string, shell: Shell): string {
  // A line feed would end the command; nothing that is meant here has one.
  const shown = visible(word);
  if (/^[\w./:+-]+$/.test(shown)) {
    return shown;
  }
  // PowerShell takes typographic quotation marks for its own.
  if (!/["$`\\!%“”„]/.test(shown)) {
    return `"${shown}"`;
  }
  return quotedFor[shell](shown);
}

const quotedFor: Readonly<Record<Shell, (word: string) => string>> = {
  // A backslash stands outside: fish escapes with it inside single quotation marks, too.
  posix: word =>
    word
      .split(/([\\']+)/)
      .filter(part => part !== '')
      .map(part => (/^[\\']/.test(part) ? part.replace(/./g, '\\$&') : `'${part}'`))
      .join(''),
  powershell: word => `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`,
  // First for the program, which looks for quotation marks itself, then for cmd, which does before it.
  cmd: word =>
    `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`.replace(/[()%!^"<>&|]/g, '^$&'),
};
