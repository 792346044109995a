import { Column } from './column';
import type { Directory, DirectoryEntry } from './directory';
import { wordColumn, type DirectoryColumns, type EntryColumns, type WordColumn } from './directoryColumns';

/**
 * A directory as far as it was read. Its entries grow with each page that is read; everything else is of the last page.
 */
export interface ListedDirectory extends DirectoryState {
  readonly entries: Listing;
}

/** @param page the directory's first page */
export function listed(page: DirectoryColumns): ListedDirectory {
  const entries = new Listing();
  entries.append(page);
  return { ...stateOf(page), entries };
}

/** With the next page, which is added to the entries that `before` has, too. */
export function extended(before: ListedDirectory, page: DirectoryColumns): ListedDirectory {
  const { entries, path } = before;
  entries.append(page);
  return { ...stateOf(page), path, entries, changed: before.changed || page.changed };
}

/** Entries `from` (inclusive) to `to` (exclusive) of a directory. */
export function columnsOf(directory: ListedDirectory, from: number, to: number): DirectoryColumns {
  return { ...stateOf(directory), ...directory.entries.columns(from, to) };
}

/** Names that are added at once: each is an argument of a call, for which the stack has room. */
const PUSHED = 4096;

type DirectoryState = Omit<Directory, 'entries'>;

function stateOf({ path, cursor, changed, error }: DirectoryState): DirectoryState {
  return {
    path,
    cursor,
    changed,
    error,
  };
}

/**
 * The entries of one directory in the order they came. It only grows. A million entries with names of 18 bytes keep
 * about 90 MiB, as the bench measures: 37 bytes an entry in columns, and its name as a string.
 */
export class Listing {
  readonly names: string[] = [];
  readonly owners = new Words();
  readonly groups = new Words();
  readonly #modeTexts = new Words();
  readonly #modifiedTexts = new Words();
  readonly #targets = new Map<number, string>();
  readonly #errors = new Map<number, string>();
  #hasExactTimes = false;
  readonly #types = new Column<Uint8Array>(Uint8Array);
  readonly #modes = new Column<Int32Array>(Int32Array);
  readonly #sizes = new Column<BigInt64Array>(BigInt64Array);
  readonly #modified = new Column<Float64Array>(Float64Array);

  get length(): number {
    return this.names.length;
  }

  /** Whether any entry can be put in order of time. */
  get hasExactTimes(): boolean {
    return this.#hasExactTimes;
  }

  append(columns: EntryColumns): void {
    const from = this.length;
    for (let start = 0; start < columns.names.length; start += PUSHED) {
      this.names.push(...columns.names.slice(start, start + PUSHED));
    }
    this.#types.append(codesOf(columns.types, columns.names.length));
    this.#modes.append(columns.modes);
    this.#sizes.append(columns.sizes);
    this.#modified.append(columns.modified);
    this.#hasExactTimes ||= columns.modified.some(ms => !Number.isNaN(ms));
    this.owners.append(columns.owners);
    this.groups.append(columns.groups);
    this.#modeTexts.append(columns.modeTexts);
    this.#modifiedTexts.append(columns.modifiedTexts);
    addAll(this.#targets, columns.targets, from);
    addAll(this.#errors, columns.errors, from);
  }

  isDirectory(index: number): boolean {
    return this.#types.at(index) === directoryType;
  }

  /** NaN where unknown. */
  mode(index: number): number {
    const mode = this.#modes.at(index) ?? -1;
    return mode < 0 ? NaN : mode;
  }

  /** Bytes; undefined where unknown. */
  size(index: number): bigint | undefined {
    const size = this.#sizes.at(index) ?? -1n;
    return size < 0n ? undefined : size;
  }

  /** Milliseconds since 1970; NaN where unknown. */
  modified(index: number): number {
    return this.#modified.at(index) ?? NaN;
  }

  /** Entries `from` (inclusive) to `to` (exclusive). */
  slice(from: number, to: number): readonly DirectoryEntry[] {
    const end = Math.min(to, this.length);
    return Array.from({ length: Math.max(0, end - from) }, (_, offset) => this.row(from + offset));
  }

  /** Entries `from` (inclusive) to `to` (exclusive), as {@link append} takes them. */
  columns(from: number, to: number): EntryColumns {
    const end = Math.min(to, this.length);
    return {
      names: this.names.slice(from, end),
      types: latin1.decode(this.#types.slice(from, end)),
      modes: this.#modes.slice(from, end),
      modeTexts: this.#modeTexts.column(from, end),
      owners: this.owners.column(from, end),
      groups: this.groups.column(from, end),
      sizes: this.#sizes.slice(from, end),
      modified: this.#modified.slice(from, end),
      modifiedTexts: this.#modifiedTexts.column(from, end),
      targets: between(this.#targets, from, end),
      errors: between(this.#errors, from, end),
    };
  }

  /** Without the fields that are not known. */
  row(index: number): DirectoryEntry {
    // A directory has many rows: one object each, and no more.
    const row: { -readonly [Key in keyof DirectoryEntry]: DirectoryEntry[Key] } = {
      name: this.names[index] ?? '',
      type: String.fromCharCode(this.#types.at(index) ?? unknownType),
    };
    const mode = this.mode(index);
    if (!Number.isNaN(mode)) {
      row.mode = mode;
    }
    const modifiedMs = this.modified(index);
    if (!Number.isNaN(modifiedMs)) {
      row.modifiedMs = modifiedMs;
    }
    setKnown(row, 'modeText', this.#modeTexts.at(index));
    setKnown(row, 'owner', this.owners.at(index));
    setKnown(row, 'group', this.groups.at(index));
    setKnown(row, 'size', this.size(index));
    setKnown(row, 'modifiedText', this.#modifiedTexts.at(index));
    setKnown(row, 'target', this.#targets.get(index));
    setKnown(row, 'error', this.#errors.get(index));
    return row;
  }
}

function setKnown<T, Key extends keyof T>(to: T, key: Key, value: T[Key] | undefined): void {
  if (value !== undefined) {
    to[key] = value;
  }
}

const latin1 = new TextDecoder('latin1');
const utf8 = new TextEncoder();
const directoryType = 'd'.charCodeAt(0);
const unknownType = '?'.charCodeAt(0);

/** A column of repeating words whose pages each number them in their own way. */
export class Words {
  readonly words: string[] = [];
  readonly #known = new Map<string, number>();
  readonly #indexes = new Column<Uint32Array>(Uint32Array);

  append({ indexes, words }: WordColumn): void {
    const renumbered = Uint32Array.from(words, word => this.#number(word));
    const isSame = renumbered.every((number, index) => number === index);
    this.#indexes.append(isSame ? indexes : indexes.map(index => renumbered[index] ?? 0));
  }

  /** With the words of these entries alone: a directory may have as many owners as entries. */
  column(from: number, to: number): WordColumn {
    return wordColumn(
      this.#indexes.slice(from, to),
      number => number,
      number => this.words[number] ?? '',
    );
  }

  /** Undefined where the entry has none. */
  at(index: number): string | undefined {
    return this.words[this.number(index)] || undefined;
  }

  /** Index into {@link words}. */
  number(index: number): number {
    return this.#indexes.at(index) ?? 0;
  }

  #number(word: string): number {
    let number = this.#known.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.#known.set(word, number);
    }
    return number;
  }
}

/** One byte for each character: `ls` spells types in ASCII. */
function codesOf(text: string, length: number): Uint8Array {
  const codes = new Uint8Array(length);
  const { read, written } = utf8.encodeInto(text, codes);
  if (read !== length || written !== length) {
    codes.fill(0);
    for (let index = 0; index < length; index++) {
      codes[index] = text.charCodeAt(index);
    }
  }
  return codes;
}

function addAll(to: Map<number, string>, values: Readonly<Record<number, string>>, from: number): void {
  for (const [index, value] of Object.entries(values)) {
    to.set(from + Number(index), value);
  }
}

function between(values: ReadonlyMap<number, string>, from: number, to: number): Record<number, string> {
  const found: Record<number, string> = {};
  for (let index = from; values.size > 0 && index < to; index++) {
    const value = values.get(index);
    if (value !== undefined) {
      found[index - from] = value;
    }
  }
  return found;
}
