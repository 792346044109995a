import { decodeOctalEscapes } from './octalEscapes';

/** One option of a comma list: `hard`, `rsize=1048576`, `context="a,b"`. */
export interface MountOption {
  readonly key: string;
  /** Absent for a flag. Quotes removed. */
  readonly value?: string;
}

/**
 * Splits a comma list of options; order and duplicates stay, empty parts do not count. A value in double quotes may
 * contain commas, as SELinux contexts do. Nothing is unescaped.
 */
export function parseOptionString(text: string): MountOption[] {
  const options: MountOption[] = [];
  let quotesClose = true;
  let equals = text.indexOf('=');
  let at = 0;
  while (at < text.length) {
    if (equals >= 0 && equals < at) {
      equals = text.indexOf('=', at);
    }
    const comma = text.indexOf(',', at);
    const end = comma < 0 ? text.length : comma;
    const hasValue = equals >= 0 && equals < end;
    if (hasValue && text[equals + 1] === '"' && quotesClose) {
      const from = equals + 2;
      const quote = closingQuote(text, from);
      quotesClose = quote >= 0;
      if (quotesClose) {
        options.push({ key: text.slice(at, equals), value: text.slice(from, quote) });
        at = quote + 2;
        continue;
      }
    }
    if (hasValue) {
      options.push({ key: text.slice(at, equals), value: text.slice(equals + 1, end) });
    } else if (end > at) {
      options.push({ key: text.slice(at, end) });
    }
    at = end + 1;
  }
  return options;
}

/** The quote that ends a value: the next one before a comma or the end of the text. -1 where there is none. */
function closingQuote(text: string, from: number): number {
  const inner = text.indexOf('",', from);
  return inner >= 0 ? inner : text.length > from && text.endsWith('"') ? text.length - 1 : -1;
}

/** Reads options as mount tables print them. A comma inside a value may be escaped too, so the list is split first. */
export function parseEscapedOptions(text: string): MountOption[] {
  const options = parseOptionString(text);
  return text.includes('\\')
    ? options.map(({ key, value }) => ({
        key: decodeOctalEscapes(key),
        value: value === undefined ? undefined : decodeOctalEscapes(value),
      }))
    : options;
}

/** The inverse of {@link parseOptionString}; quotes where the kernel does, around a value with a comma. */
export function formatOptionString(options: readonly MountOption[]): string {
  return options.map(formatOption).join(',');
}

/** One option as the kernel spells it. */
export function formatOption({ key, value }: MountOption): string {
  return value === undefined ? key : value.includes(',') ? `${key}="${value}"` : `${key}=${value}`;
}

/** The last option of that name, which is the one in force. */
export function findOption(options: readonly MountOption[], key: string): MountOption | undefined {
  return options.findLast(option => option.key === key);
}

/** The value in force of an option; absent where the option is absent or a flag. */
export function optionValue(options: readonly MountOption[], key: string): string | undefined {
  return findOption(options, key)?.value;
}

export function hasOption(options: readonly MountOption[], key: string): boolean {
  return findOption(options, key) !== undefined;
}

/** Undefined where the option is absent or not a plain decimal number. */
export function numericOption(options: readonly MountOption[], key: string): number | undefined {
  const value = optionValue(options, key);
  return value !== undefined && /^[0-9]{1,15}$/.test(value) ? Number(value) : undefined;
}
