/** Lets everything else in the extension host have its turn, between two pieces of long work. */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
