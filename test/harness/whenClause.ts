/** What a `when` clause can see: keys without a value are undefined. */
export type WhenContext = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Whether a `when` clause of a manifest holds, for the operators that ours use.
 * https://code.visualstudio.com/api/references/when-clause-contexts
 *
 * @throws where it uses anything else
 */
export function holds(clause: string, context: WhenContext): boolean {
  return clause.split('||').some(all => all.split('&&').every(term => termHolds(term.trim(), context)));
}

/** Keys that a clause asks for. */
export function keysOf(clause: string): readonly string[] {
  return clause
    .split(/&&|\|\|/)
    .map(term => /^!?\s*([\w.:-]+)/.exec(term.trim())?.[1])
    .filter(key => key !== undefined && key !== 'false' && key !== 'true') as string[];
}

function termHolds(term: string, context: WhenContext): boolean {
  if (term === 'false' || term === 'true') {
    return term === 'true';
  }
  const match = /^(!)?\s*([\w.:-]+)(?:\s*(==|!=|=~)\s*(.+))?$/.exec(term);
  const [, not, key = '', operator, operand = ''] = match ?? [];
  if (!match || (not && operator)) {
    throw new Error(`“${term}” is not a term that this understands.`);
  }
  const value = context[key];
  switch (operator) {
    case '==':
      return String(value) === unquoted(operand);
    case '!=':
      return String(value) !== unquoted(operand);
    case '=~': {
      const [, source, flags] = /^\/(.*)\/([a-z]*)$/.exec(operand) ?? [];
      if (source === undefined) {
        throw new Error(`“${operand}” is not a regular expression.`);
      }
      return new RegExp(source, flags).test(String(value ?? ''));
    }
    default:
      return Boolean(value) !== (not !== undefined);
  }
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, '$1');
}
