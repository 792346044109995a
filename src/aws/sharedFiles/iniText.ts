import { shellWords } from '../../core/text/shellWords';

/** Options of a section by name in lower case; those of an indented block as `NAME.OPTION`. */
export type IniSection = Readonly<Record<string, string | undefined>>;

/** Between the name of an indented block and its option's: no option has one itself. */
export const BLOCK_SEPARATOR = '.';

/**
 * Sections of a file of `~/.aws` by what stands between their brackets, as the AWS CLI reads it: with Python's
 * configparser, which takes any name, keys in any case, `:` for `=`, and indented lines as the value's continuation.
 * What the CLI refuses a whole file for, a line that is none, is passed over.
 */
export function parseIni(text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  let option: string | undefined;
  let indent = 0;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const trimmed = line.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed)) {
      continue;
    }
    const lineIndent = line.search(/\S/);
    if (current && option !== undefined && lineIndent > indent) {
      current.set(option, `${current.get(option)}\n${trimmed}`);
      continue;
    }
    indent = lineIndent;
    option = undefined;
    const header = /^\[(.+)\]/.exec(trimmed)?.[1];
    if (header !== undefined) {
      current = sections.get(header) ?? new Map<string, string>();
      sections.set(header, current);
      continue;
    }
    const separator = trimmed.search(/[=:]/);
    const name = trimmed.slice(0, Math.max(0, separator)).trimEnd();
    const value = trimmed.slice(separator + 1).trimStart();
    if (current && name !== '') {
      option = name.toLowerCase();
      current.set(option, value);
    }
  }
  // Python gives the options of this one to every other.
  const inherited = sections.get('DEFAULT') ?? new Map<string, string>();
  sections.delete('DEFAULT');
  return new Map(
    [...sections].map(([header, options]) => [header, toSection(new Map([...inherited, ...options]))]),
  );
}

function toSection(options: ReadonlyMap<string, string>): IniSection {
  return Object.fromEntries(
    [...options].flatMap(([name, value]) => (value.startsWith('\n') ? block(name, value) : [[name, value]])),
  );
}

function block(name: string, value: string): readonly (readonly [string, string])[] {
  return value
    .split('\n')
    .filter(line => line.includes('='))
    .map(line => {
      const [option = '', ...rest] = line.split('=');
      return [`${name}${BLOCK_SEPARATOR}${option.trim()}`, rest.join('=').trim()];
    });
}

/** The name in a header such as `profile "dev account"`; undefined where it is another kind's, or has not one name. */
export function nameIn(header: string, kind: 'profile' | 'sso-session' | 'services'): string | undefined {
  const words = header.startsWith(kind) ? shellWords(header) : undefined;
  return words?.length === 2 ? words[1] : undefined;
}
