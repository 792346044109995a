import type { MountOption } from './parse/optionString';

/** The last occurrence counts, as in mount(8). */
function lastOption(options: readonly MountOption[], key: string): MountOption | undefined {
  return options.findLast(option => option.key === key);
}

export function hasOption(options: readonly MountOption[], key: string): boolean {
  return lastOption(options, key) !== undefined;
}

export function textOption(options: readonly MountOption[], key: string): string | undefined {
  return lastOption(options, key)?.value;
}

/** Undefined where the option is absent or not a plain decimal number. */
export function numericOption(options: readonly MountOption[], key: string): number | undefined {
  const value = textOption(options, key);
  return value !== undefined && /^[0-9]{1,15}$/.test(value) ? Number(value) : undefined;
}

/** `key=value`, or `key` for a flag. */
export function spellOption({ key, value }: MountOption): string {
  return value === undefined || value === '' ? key : `${key}=${value}`;
}
