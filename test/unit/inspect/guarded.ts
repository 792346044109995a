import assert from 'node:assert/strict';

export type Path = readonly (string | number)[];

/** Paths of all that is no object or list itself. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]))
    : [path];
}

/** A copy with another value at a path. */
export function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) {
    return to;
  }
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as unknown as Record<number, unknown>)
    : { ...(value as Record<string, unknown>) };
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

/** That a guard looks at every field of a value that it takes. */
export function assertGuarded(guard: (value: unknown) => boolean, value: unknown): void {
  assert.equal(guard(value), true);
  for (const path of leavesOf(value)) {
    assert.equal(guard(changed(value, path, { other: 'thing' })), false, path.join('.'));
  }
  for (const other of [undefined, null, 'text', 1, [], {}]) {
    assert.equal(guard(other), false, JSON.stringify(other));
  }
}

/** That a list at a path may hold so many of its first element, and no more. */
export function assertMost(
  guard: (value: unknown) => boolean,
  value: unknown,
  path: Path,
  most: number,
): void {
  const list = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);
  const [first] = list as readonly unknown[];
  const many = (count: number) =>
    changed(
      value,
      path,
      Array.from({ length: count }, () => first),
    );
  assert.deepEqual([guard(many(most)), guard(many(most + 1))], [true, false], path.join('.'));
}
