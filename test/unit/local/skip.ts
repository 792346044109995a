/** Skips a suite or test and says why. */
export function skip(context: Mocha.Context, why: string): never {
  console.log(`      Skipped: ${why}.`);
  context.skip();
}
