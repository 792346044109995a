/**
 * Judges what comes from outside before its type is believed: an answer, a message, a file, a stored value. Only own
 * properties count, and texts and lists have bounds.
 */
export type Guard = (value: unknown) => boolean;

/** Characters of a path (PATH_MAX is 4,096 bytes), of a cursor that holds one, and of what an error says. */
const SHORT_LENGTH = 16 * 1024;

export const textUpTo =
  (length: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= length;
export const isText = textUpTo(SHORT_LENGTH);
export const isFlag: Guard = value => typeof value === 'boolean';
export const isNumber: Guard = value => Number.isFinite(value);
/** A whole number as text, of no more digits than any sum of 64-bit numbers has. */
export const isDecimal: Guard = value => typeof value === 'string' && /^-?\d{1,40}$/.test(value);

export const oneOf =
  (...values: readonly unknown[]): Guard =>
  value =>
    values.includes(value);

export const optional =
  (guard: Guard): Guard =>
  value =>
    value === undefined || guard(value);

export const anyOf =
  (...guards: readonly Guard[]): Guard =>
  value =>
    guards.some(guard => guard(value));

export const listOf =
  (guard: Guard, most: number): Guard =>
  value =>
    Array.isArray(value) && value.length <= most && value.every(guard);

/** An object with these fields; others are not looked at. */
export const shape =
  (fields: Readonly<Record<string, Guard>>): Guard =>
  value =>
    isObject(value) && Object.entries(fields).every(([key, guard]) => guard(own(value, key)));

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a table has under a name that may come from outside: `constructor` and `__proto__` are no entries. Lint allows
 * no other look-up by a name that is any text.
 */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
