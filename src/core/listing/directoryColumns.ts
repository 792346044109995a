import type { DirectoryPage, SectionError } from '../../protocol';
import type { Directory, DirectoryEntry } from './directory';
import { formatMode } from '../text/display';

/**
 * A directory, or rows of one, a column a field. A hundred thousand rows cross to the webview as a few typed arrays
 * instead of as a hundred thousand objects. All columns have the length of `names`.
 */
export interface DirectoryColumns extends EntryColumns, Omit<Directory, 'entries'> {}

export interface EntryColumns {
  readonly names: readonly string[];
  /** One character an entry, as `ls` spells it. */
  readonly types: string;
  /** Permission bits; -1 where unknown. */
  readonly modes: Int32Array;
  readonly modeTexts: WordColumn;
  readonly owners: WordColumn;
  readonly groups: WordColumn;
  /** Bytes; -1 where unknown. */
  readonly sizes: BigInt64Array;
  /** Milliseconds since 1970; NaN where not known exactly. */
  readonly modified: Float64Array;
  /** As a shell printed it; used where `modified` is NaN. */
  readonly modifiedTexts: WordColumn;
  /** Targets of symbolic links, by index. */
  readonly targets: Readonly<Record<number, string>>;
  /** errno name where an entry could not be read, by index. */
  readonly errors: Readonly<Record<number, string>>;
}

/** Texts that repeat: each distinct one once, and for every entry which it is. */
export interface WordColumn {
  readonly words: readonly string[];
  readonly indexes: Uint32Array;
}

/** The memory of all columns but the texts. No two columns share any. */
export function buffersOf(columns: EntryColumns): ArrayBuffer[] {
  const { modes, modeTexts, owners, groups, sizes, modified, modifiedTexts } = columns;
  const words = [modeTexts, owners, groups, modifiedTexts].map(({ indexes }) => indexes);
  return [modes, sizes, modified, ...words].map(({ buffer }) => buffer as ArrayBuffer);
}

export function toColumns({ path, entries, cursor, changed, error }: Directory): DirectoryColumns {
  return {
    path,
    names: entries.map(entry => entry.name),
    types: entries.map(entry => entry.type).join(''),
    modes: Int32Array.from(entries, entry => entry.mode ?? -1),
    modeTexts: words(entries, entry => entry.modeText),
    owners: words(entries, entry => entry.owner),
    groups: words(entries, entry => entry.group),
    sizes: BigInt64Array.from(entries, entry => kept(entry.size ?? -1n)),
    modified: Float64Array.from(entries, entry => entry.modifiedMs ?? NaN),
    modifiedTexts: words(entries, entry => entry.modifiedText),
    targets: sparse(entries, entry => entry.target),
    errors: sparse(entries, entry => entry.error),
    cursor,
    changed,
    error,
  };
}

/** A probe's page, whole or as far as it got before the error. */
export function columnsFromPage(page: DirectoryPage, error?: SectionError): DirectoryColumns {
  const { path, names, types, modes, uids, gids, sizes, modified, targets, errors, cursor, changed } = page;
  const { length } = names;
  const permissions = new Int32Array(length);
  const exactSizes = new BigInt64Array(length);
  const times = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    const mode = modes[index] ?? -1;
    const isKnown = mode >= 0;
    permissions[index] = isKnown ? mode & 0o7777 : -1;
    exactSizes[index] = isKnown ? kept(BigInt(sizes[index] ?? -1)) : -1n;
    times[index] = isKnown ? (modified[index] ?? NaN) : NaN;
  }
  const id = (value: number, index: number) => ((permissions[index] ?? -1) < 0 ? -1 : value);
  const wordOf = (value: number) => (value < 0 ? '' : String(value));
  return {
    path,
    names,
    types,
    modes: permissions,
    modeTexts: wordColumn(
      permissions,
      mode => mode,
      mode => (mode < 0 ? '' : formatMode(mode)),
    ),
    owners: wordColumn(uids, id, wordOf),
    groups: wordColumn(gids, id, wordOf),
    sizes: exactSizes,
    modified: times,
    modifiedTexts: { words: [''], indexes: new Uint32Array(length) },
    targets,
    errors,
    cursor,
    changed,
    error,
  };
}

/** No file is larger than 2^63 - 1 bytes: what says so is not known, rather than another number. */
function kept(size: bigint): bigint {
  return size === BigInt.asIntN(64, size) ? size : -1n;
}

function words(
  entries: readonly DirectoryEntry[],
  read: (entry: DirectoryEntry) => string | undefined,
): WordColumn {
  return wordColumn(
    entries,
    entry => read(entry) ?? '',
    word => word,
  );
}

/** @param keyOf what two values with the same word share */
export function wordColumn<T, K>(
  values: ArrayLike<T>,
  keyOf: (value: T, index: number) => K,
  wordOf: (key: K) => string,
): WordColumn {
  const known = new Map<K, number>();
  const indexes = new Uint32Array(values.length);
  // Neighbours are often the same.
  let last: K | undefined;
  let number: number | undefined;
  for (let index = 0; index < values.length; index++) {
    const key = keyOf(values[index] as T, index);
    if (number === undefined || key !== last) {
      last = key;
      number = known.get(key);
      if (number === undefined) {
        number = known.size;
        known.set(key, number);
      }
    }
    indexes[index] = number;
  }
  return { words: [...known.keys()].map(wordOf), indexes };
}

function sparse(
  entries: readonly DirectoryEntry[],
  read: (entry: DirectoryEntry) => string | undefined,
): Record<number, string> {
  const values: Record<number, string> = {};
  entries.forEach((entry, index) => {
    const value = read(entry);
    if (value !== undefined) {
      values[index] = value;
    }
  });
  return values;
}
