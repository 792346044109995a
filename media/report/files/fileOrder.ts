import type { FileColumn, FileSort } from '../../../src/views/report/messages';
import type { Listing, Words } from '../../../src/core/listing/listing';
import { nameFilter } from './nameFilter';
import { filterInSlices, Slice, sortInSlices } from './sliced';

type KeyColumn = Exclude<FileColumn, 'name'>;

/** Works out which entries of a listing are shown, and in which order. What stays the same is not done again. */
export class FileOrder {
  readonly #listing: Listing;
  /** All entries in order of name, directories first. */
  #byName: Uint32Array = new Uint32Array(0);
  #sorted: { readonly length: number; readonly sort: FileSort; readonly order: Uint32Array } | undefined;

  constructor(listing: Listing) {
    this.#listing = listing;
  }

  /** Indexes into the listing. Rejects when aborted. */
  async compute(sort: FileSort, filter: string, signal: AbortSignal): Promise<Uint32Array> {
    const slice = new Slice(signal);
    const order = await this.#sort(sort, slice);
    if (filter === '') {
      return order;
    }
    const matches = nameFilter(filter);
    const { names } = this.#listing;
    return filterInSlices(order, index => matches(names[index] ?? ''), slice);
  }

  async #sort(sort: FileSort, slice: Slice): Promise<Uint32Array> {
    const { length } = this.#listing;
    const done = this.#sorted;
    if (
      done?.length === length &&
      done.sort.column === sort.column &&
      done.sort.descending === sort.descending
    ) {
      return done.order;
    }
    await this.#orderNames(length, slice);
    const order =
      sort.column === 'name'
        ? this.#sortByName(sort.descending)
        : await sortInSlices(this.#byName, this.#comparison(sort.column, sort.descending, length), slice);
    this.#sorted = { length, sort, order };
    return order;
  }

  /** By UTF-16 code unit, which is many times faster than a locale's order and the same everywhere. */
  async #orderNames(length: number, slice: Slice): Promise<void> {
    if (this.#byName.length === length) {
      return;
    }
    const { names } = this.#listing;
    const all = new Uint32Array(length);
    for (let index = 0; index < length; index++) {
      all[index] = index;
    }
    this.#byName = await sortInSlices(
      all,
      (a, b) =>
        Number(this.#listing.isDirectory(b)) - Number(this.#listing.isDirectory(a)) ||
        compareTexts(names[a] ?? '', names[b] ?? ''),
      slice,
    );
  }

  /** Directories stay first both ways. */
  #sortByName(descending: boolean): Uint32Array {
    if (!descending) {
      return this.#byName;
    }
    const order = this.#byName.slice();
    const firstFile = order.findIndex(index => !this.#listing.isDirectory(index));
    const directories = firstFile < 0 ? order.length : firstFile;
    order.subarray(0, directories).reverse();
    order.subarray(directories).reverse();
    return order;
  }

  /** Of entries that are in order of name already, so that equal ones stay so. Unknown values come last either way. */
  #comparison(column: KeyColumn, descending: boolean, length: number): (a: number, b: number) => number {
    const sign = descending ? -1 : 1;
    const keys = this.#keys(column, length);
    const compareKeys = (a: number, b: number) => {
      const left = keys[a] ?? NaN;
      const right = keys[b] ?? NaN;
      if (left === right) {
        return 0;
      }
      if (Number.isNaN(left) || Number.isNaN(right)) {
        return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
      }
      return left < right ? -sign : sign;
    };
    return column === 'size' ? (a, b) => compareKeys(a, b) || sign * this.#compareSizes(a, b) : compareKeys;
  }

  #keys(column: KeyColumn, length: number): Float64Array {
    const listing = this.#listing;
    const each = (key: (index: number) => number) => {
      const keys = new Float64Array(length);
      for (let index = 0; index < length; index++) {
        keys[index] = key(index);
      }
      return keys;
    };
    switch (column) {
      case 'mode':
        return each(index => listing.mode(index));
      case 'owner': {
        const owners = wordRanks(listing.owners);
        const groups = wordRanks(listing.groups);
        const groupCount = listing.groups.words.length;
        return each(
          index =>
            (owners[listing.owners.number(index)] ?? NaN) * groupCount +
            (groups[listing.groups.number(index)] || 0),
        );
      }
      case 'size':
        return each(index => Number(listing.size(index) ?? NaN));
      case 'modified':
        return each(index => listing.modified(index));
    }
  }

  /** Sizes above 2^53 can be equal as numbers and yet differ. */
  #compareSizes(a: number, b: number): number {
    const left = this.#listing.size(a) ?? 0n;
    const right = this.#listing.size(b) ?? 0n;
    return left === right ? 0 : left < right ? -1 : 1;
  }
}

/** Place of each word; numbers by value before names, the empty word nowhere. */
function wordRanks({ words }: Words): Float64Array {
  const ranks = new Float64Array(words.length).fill(NaN);
  words
    .map((word, number) => ({ word, number, value: /^\d+$/.test(word) ? Number(word) : Infinity }))
    .filter(({ word }) => word !== '')
    .sort((a, b) => (a.value === b.value ? compareTexts(a.word, b.word) : a.value - b.value))
    .forEach(({ number }, rank) => (ranks[number] = rank));
  return ranks;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
