import { findOption, optionValue, type MountOption } from './parse/optionString';

export function hasOption(options: readonly MountOption[], key: string): boolean {
  return findOption(options, key) !== undefined;
}

/** Undefined where the option is absent or not a plain decimal number. */
export function numericOption(options: readonly MountOption[], key: string): number | undefined {
  const value = optionValue(options, key);
  return value !== undefined && /^[0-9]{1,15}$/.test(value) ? Number(value) : undefined;
}
