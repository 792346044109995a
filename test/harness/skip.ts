/** Skips a suite or a test, and says which and why. */
export function skip(context: Mocha.Context, why: string): never {
  const skipped = context.currentTest ?? context.test;
  console.log(`      Skipped: ${skipped?.fullTitle() ?? 'a test'}: ${why}.`);
  context.skip();
}
