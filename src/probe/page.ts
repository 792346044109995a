import { ColumnsBuilder } from './columns';
import { encodeCursor } from './cursor';
import type { DirectoryPage } from '../protocol';
import type { DirectoryPart } from './steps';

/** Puts the parts of a page together as they arrive. */
export class PageBuilder {
  readonly #path: string;
  readonly #columns = new ColumnsBuilder();
  #first = 0;
  #fingerprint = '';
  #more = false;
  #changed = false;

  constructor(path: string) {
    this.#path = path;
  }

  add(part: DirectoryPart): void {
    this.#first = part.first - this.#columns.length;
    this.#columns.append(part);
    this.#fingerprint = part.fingerprint;
    this.#more = part.more;
    this.#changed = part.changed;
  }

  /** The page as if it had ended after `mostEntries`. */
  firstEntries(mostEntries: number): DirectoryPage {
    const count = Math.min(mostEntries, this.#columns.length);
    const columns = this.#columns.first(count);
    const last = columns.names[count - 1];
    const more = this.#more || count < this.#columns.length;
    return {
      path: this.#path,
      ...columns,
      ...(more && last !== undefined
        ? { cursor: encodeCursor({ skip: this.#first + count, last, fingerprint: this.#fingerprint }) }
        : {}),
      changed: this.#changed,
    };
  }
}
