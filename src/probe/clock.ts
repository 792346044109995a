/** The process' own clock is the same one, with another zero, and much cheaper to ask. */
const zero = Number(process.hrtime.bigint() / 1000n) / 1000 - performance.now();

/** Milliseconds of CLOCK_MONOTONIC, which all processes of a machine share: deadlines can be handed to a child. */
export function now(): number {
  return zero + performance.now();
}

/** Milliseconds since `start`, to a tenth. */
export function since(start: number): number {
  return Math.round((now() - start) * 10) / 10;
}
