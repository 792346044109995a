export type Scalar = string | number | boolean;

/** What JSON and YAML have in common. */
export type Tree = Scalar | readonly Tree[] | { readonly [key: string]: Tree };

/** `Array.isArray` does not know readonly ones. */
export function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

export function isRecord(tree: Tree): tree is { readonly [key: string]: Tree } {
  return typeof tree === 'object' && !isList(tree);
}
