import type { DirectoryPage } from '../protocol';

/** The columns of a page, a field each. */
export type PageColumns = Omit<DirectoryPage, 'path' | 'cursor' | 'changed'>;

/** One entry, before it is put into columns. */
export interface EntryRow {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: string;
  readonly modified: number;
  readonly target?: string;
  readonly error?: string;
}

/** Columns that grow by an entry or by other columns. */
export class ColumnsBuilder {
  #types = '';
  readonly #names: string[] = [];
  readonly #modes: number[] = [];
  readonly #links: number[] = [];
  readonly #uids: number[] = [];
  readonly #gids: number[] = [];
  readonly #sizes: string[] = [];
  readonly #modified: number[] = [];
  readonly #targets: Record<number, string> = {};
  readonly #errors: Record<number, string> = {};

  get length(): number {
    return this.#names.length;
  }

  add(row: EntryRow): void {
    const index = this.#names.push(row.name) - 1;
    this.#types += row.type;
    this.#modes.push(row.mode);
    this.#links.push(row.links);
    this.#uids.push(row.uid);
    this.#gids.push(row.gid);
    this.#sizes.push(row.size);
    this.#modified.push(row.modified);
    if (row.target !== undefined) {
      this.#targets[index] = row.target;
    }
    if (row.error !== undefined) {
      this.#errors[index] = row.error;
    }
  }

  append(columns: PageColumns): void {
    const offset = this.length;
    this.#names.push(...columns.names);
    this.#types += columns.types;
    this.#modes.push(...columns.modes);
    this.#links.push(...columns.links);
    this.#uids.push(...columns.uids);
    this.#gids.push(...columns.gids);
    this.#sizes.push(...columns.sizes);
    this.#modified.push(...columns.modified);
    for (const [index, target] of Object.entries(columns.targets)) {
      this.#targets[offset + Number(index)] = target;
    }
    for (const [index, code] of Object.entries(columns.errors)) {
      this.#errors[offset + Number(index)] = code;
    }
  }

  /** Of the first entries; all of them are not copied. */
  first(count: number): PageColumns {
    const whole = count >= this.length;
    const column = <T>(values: T[]): T[] => (whole ? values : values.slice(0, count));
    const record = (values: Record<number, string>): Record<number, string> =>
      whole ? values : Object.fromEntries(Object.entries(values).filter(([index]) => Number(index) < count));
    return {
      names: column(this.#names),
      types: this.#types.slice(0, count),
      modes: column(this.#modes),
      links: column(this.#links),
      uids: column(this.#uids),
      gids: column(this.#gids),
      sizes: column(this.#sizes),
      modified: column(this.#modified),
      targets: record(this.#targets),
      errors: record(this.#errors),
    };
  }
}
