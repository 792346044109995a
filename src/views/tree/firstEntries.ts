import type { Listing } from '../../core/listing/listing';

/**
 * Indexes of the first entries of a listing, directories first, then by name. In one pass: of a million entries only
 * those that are shown are put in order.
 */
export function firstEntries(listing: Listing, count: number): readonly number[] {
  const { names } = listing;
  const compare = (a: number, b: number) =>
    Number(listing.isDirectory(b)) - Number(listing.isDirectory(a)) ||
    compareTexts(names[a] ?? '', names[b] ?? '');
  const first: number[] = [];
  let last: number | undefined;
  for (let index = 0; index < listing.length; index++) {
    if (last !== undefined && compare(index, last) > 0) {
      continue;
    }
    first.push(index);
    if (first.length >= 2 * count) {
      first.sort(compare).length = count;
      last = first.at(-1);
    }
  }
  return first.sort(compare).slice(0, count);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
