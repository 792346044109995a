/** The fields of a value that are there: what is absent is undefined in one shape, and no field in another. */
export function present<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(present) as T;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, present(field) as unknown])) as T;
}
