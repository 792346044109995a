import type { SectionError } from '../probe/protocol';
import type { Directory, DirectoryEntry } from './directories';

/**
 * A directory, or rows of one, a column a field. A hundred thousand rows cross to the webview as a few typed arrays
 * instead of as a hundred thousand objects. All columns have the length of `names`.
 */
export interface DirectoryColumns {
  readonly path: string;
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
  readonly cursor?: string;
  readonly changed: boolean;
  readonly error?: SectionError;
}

/** Texts that repeat: each distinct one once, and for every entry which it is. */
export interface WordColumn {
  readonly words: readonly string[];
  readonly indexes: Uint32Array;
}

export function toColumns({ path, entries, cursor, changed, error }: Directory): DirectoryColumns {
  return {
    path,
    names: entries.map(entry => entry.name),
    types: entries.map(entry => entry.type).join(''),
    modes: Int32Array.from(entries, entry => entry.mode ?? -1),
    modeTexts: wordColumn(entries, entry => entry.modeText),
    owners: wordColumn(entries, entry => entry.owner),
    groups: wordColumn(entries, entry => entry.group),
    sizes: BigInt64Array.from(entries, entry => entry.size ?? -1n),
    modified: Float64Array.from(entries, entry => entry.modifiedMs ?? NaN),
    modifiedTexts: wordColumn(entries, entry => entry.modifiedText),
    targets: sparse(entries, entry => entry.target),
    errors: sparse(entries, entry => entry.error),
    ...(cursor === undefined ? {} : { cursor }),
    changed,
    ...(error === undefined ? {} : { error }),
  };
}

function wordColumn(
  entries: readonly DirectoryEntry[],
  read: (entry: DirectoryEntry) => string | undefined,
): WordColumn {
  const known = new Map<string, number>();
  const indexes = Uint32Array.from(entries, entry => {
    const word = read(entry) ?? '';
    let index = known.get(word);
    if (index === undefined) {
      index = known.size;
      known.set(word, index);
    }
    return index;
  });
  return { words: [...known.keys()], indexes };
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
