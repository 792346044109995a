/** Least characters that are worth leaving out: a shorter prefix takes no more room than the ellipsis and a doubt. */
const LEAST_PREFIX = 5;

/** What is left of a name says something: a number alone does not. */
const TELLING = /\p{L}.*\p{L}/u;

/**
 * What neighbours have in common at the beginning of their names and need not repeat: a stack's or a team's name. The
 * names of a run lose the same prefix, and none that another name would then be taken for.
 *
 * @param names in the order in which they are shown
 * @returns the prefix that each name can do without, `''` for most
 */
export function sharedPrefixes(names: readonly string[]): readonly string[] {
  const prefixes: string[] = [];
  for (let first = 0; first < names.length;) {
    let after = first + 1;
    let shared = names[first] ?? '';
    for (; after < names.length; after++) {
      const next = sharedPrefix(shared, names[after] ?? '', names[first] ?? '');
      if (next.length < LEAST_PREFIX) {
        break;
      }
      shared = next;
    }
    prefixes.push(...Array.from({ length: after - first }, () => (after - first > 1 ? shared : '')));
    first = after;
  }
  return unambiguous(names, prefixes);
}

/** Up to and with a separator, so that what is left of both names says something. */
function sharedPrefix(a: string, b: string, name: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) {
    length += 1;
  }
  for (let end = length; end > 0; end--) {
    const isTelling = [name, b].every(each => TELLING.test(each.slice(end)));
    if (separators.has(a[end - 1] ?? '') && isTelling) {
      return a.slice(0, end);
    }
  }
  return '';
}

const separators = new Set(['-', '_', '.']);

function unambiguous(names: readonly string[], prefixes: readonly string[]): readonly string[] {
  const rests = names.map((name, index) => name.slice(prefixes[index]?.length));
  const counts = new Map<string, number>();
  for (const rest of rests) {
    counts.set(rest, (counts.get(rest) ?? 0) + 1);
  }
  return prefixes.map((prefix, index) => (counts.get(rests[index] ?? '') === 1 ? prefix : ''));
}
