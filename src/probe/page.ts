import { encodeCursor } from './cursor';
import type { DirectoryPage } from './protocol';
import type { DirectoryPart } from './steps';

/** Puts the parts of a page together as they arrive. */
export class PageBuilder {
  readonly #path: string;
  #first = 0;
  #fingerprint = '';
  #more = false;
  #changed = false;
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

  constructor(path: string) {
    this.#path = path;
  }

  add(part: DirectoryPart): void {
    const offset = this.#names.length;
    this.#first = part.first - offset;
    this.#names.push(...part.names);
    this.#types += part.types;
    this.#modes.push(...part.modes);
    this.#links.push(...part.links);
    this.#uids.push(...part.uids);
    this.#gids.push(...part.gids);
    this.#sizes.push(...part.sizes);
    this.#modified.push(...part.modified);
    for (const [index, target] of Object.entries(part.targets)) {
      this.#targets[offset + Number(index)] = target;
    }
    for (const [index, code] of Object.entries(part.errors)) {
      this.#errors[offset + Number(index)] = code;
    }
    this.#fingerprint = part.fingerprint;
    this.#more = part.more;
    this.#changed = part.changed;
  }

  /** The page as if it had ended after `mostEntries`. */
  firstEntries(mostEntries: number): DirectoryPage {
    const count = Math.min(mostEntries, this.#names.length);
    const whole = count === this.#names.length;
    const column = <T>(values: T[]): T[] => (whole ? values : values.slice(0, count));
    const record = (values: Record<number, string>): Record<number, string> =>
      whole ? values : Object.fromEntries(Object.entries(values).filter(([index]) => Number(index) < count));
    const last = this.#names[count - 1];
    return {
      path: this.#path,
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
      ...((this.#more || !whole) && last !== undefined
        ? { cursor: encodeCursor({ skip: this.#first + count, last, fingerprint: this.#fingerprint }) }
        : {}),
      changed: this.#changed,
    };
  }
}
