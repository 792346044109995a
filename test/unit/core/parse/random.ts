/** A reproducible source of random numbers (mulberry32). */
export function seeded(seed: number): {
  /** From 0 up to but not including `limit`. */
  readonly integer: (limit: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
} {
  let state = seed;
  const integer = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  const pick = <T>(from: readonly T[]) => {
    const [picked] = from.slice(integer(from.length));
    if (picked === undefined) {
      throw new RangeError('There is nothing to pick from.');
    }
    return picked;
  };
  return { integer, pick };
}
