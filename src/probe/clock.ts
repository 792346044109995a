/** Milliseconds of CLOCK_MONOTONIC, which all processes of a machine share: deadlines can be handed to a child. */
export function now(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}

/** Milliseconds since `start`, to a tenth. */
export function since(start: number): number {
  return Math.round((now() - start) * 10) / 10;
}
