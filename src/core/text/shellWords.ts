/**
 * Words of a text as a POSIX shell splits it: quotation marks hold blanks together and a backslash escapes. Undefined
 * where a quotation does not end.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\' && quote !== "'") {
      const next = text[++index];
      if (next === undefined) {
        return undefined;
      }
      const literal = quote === '"' && next !== '"' && next !== '\\';
      word = `${word ?? ''}${literal ? char : ''}${next}`;
    } else if (char === quote) {
      quote = '';
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (quote === '' && /\s/.test(char)) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
    } else {
      word = `${word ?? ''}${char}`;
    }
  }
  if (quote !== '') {
    return undefined;
  }
  return word === undefined ? words : [...words, word];
}
