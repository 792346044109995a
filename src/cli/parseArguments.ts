import { parseArgs, type ParseArgsConfig } from 'node:util';
import { own } from '../core/guards';
import type { Translate } from '../core/translate';
import { plain } from '../core/text/visibleText';
import type { Arguments, Option } from './command';
import { UsageError } from './usageError';

/** Reads what was written behind the name of a command. @throws UsageError */
export function parseArguments(
  written: readonly string[],
  options: readonly Option[],
  t: Translate,
): Arguments {
  const { values, positionals } = parse(written, options, t);
  const textsOf = (name: string): readonly string[] => {
    const value = own(values, name);
    return (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string');
  };
  for (const { name, choices } of options) {
    for (const text of textsOf(name)) {
      if (choices && !choices.includes(text)) {
        throw new UsageError(
          t('--{0} can be {1}, not {2}.', name, choices.join(', '), text === '' ? "''" : plain(text)),
        );
      }
    }
  }
  return {
    operands: positionals,
    flag: name => {
      const value = own(values, name);
      return typeof value === 'boolean' ? value : undefined;
    },
    value: name => textsOf(name)[0],
    values: textsOf,
  };
}

function parse(written: readonly string[], options: readonly Option[], t: Translate) {
  const known: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    options.map(({ name, short, value, isList = false }) => {
      const option = {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: isList,
      };
      // Where there is a field, Node wants a letter in it.
      return [name, short === undefined ? option : { ...option, short }];
    }),
  );
  try {
    return parseArgs({ args: [...written], options: known, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, option = ''] = /'([^']+)'/.exec(message) ?? [];
    const name = plain(option.replace(/^-\w, | <value>$/g, ''));
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw new UsageError(t('There is no option {0}.', name));
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      throw new UsageError(
        /does not take/.test(message)
          ? t('{0} takes no value.', name)
          : t('{0} needs a value. One that begins with a hyphen is written as {0}=VALUE.', name),
      );
    }
    throw error;
  }
}
