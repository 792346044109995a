import fs, { constants, type Stats } from 'node:fs';
import { decodeBytes } from '../core/text/byteText';
import { now } from './clock';
import { direntType, nameText, pathTo } from './directoryReader';
import { ProbeError, sectionError } from './section';
import { COLUMNS } from './steps';

/** A part is sent when one of these is reached, so that little is lost when a later call hangs. */
const PART_ENTRIES = 1024;
const PART_BYTES = 64 * 1024;
const PART_MS = 250;

/** Entries of a directory in columns, as they go into the page's JSON. */
export class PartBuilder {
  /** Position of the first entry in the page. */
  readonly #offset: number;
  readonly #beforeName: string;
  readonly #leaveAlone: readonly string[];
  readonly #endsAt = now() + PART_MS;
  readonly #names: string[] = [];
  readonly #modes: number[] = [];
  readonly #links: number[] = [];
  readonly #uids: number[] = [];
  readonly #gids: number[] = [];
  readonly #sizes: string[] = [];
  readonly #modified: number[] = [];
  readonly #targets: Record<number, string> = {};
  readonly #errors: Record<number, string> = {};
  #types = '';
  #bytes = 0;

  /** @param beforeName what makes a path of a name */
  constructor(offset: number, beforeName: string, leaveAlone: readonly string[]) {
    this.#offset = offset;
    this.#beforeName = beforeName;
    this.#leaveAlone = leaveAlone;
  }

  get count(): number {
    return this.#names.length;
  }

  /** Name of the last entry; empty where there is none. */
  get last(): string {
    return this.#names.at(-1) ?? '';
  }

  isFull(time: number): boolean {
    return (
      this.count >= PART_ENTRIES || this.#bytes >= PART_BYTES || (this.count > 0 && time >= this.#endsAt)
    );
  }

  /**
   * Asks for an entry, whatever becomes of that.
   * @returns the bytes of its name and target
   */
  add(dirent: fs.Dirent): number {
    const name = nameText(dirent.name);
    const index = this.#offset + this.#names.push(name) - 1;
    const path = pathTo(this.#beforeName, dirent.name);
    let bytes = dirent.name.length;
    let stats: Stats | undefined;
    try {
      if (this.#leaveAlone.includes(name)) {
        throw new ProbeError('SKIPPED', 'this mount point does not respond');
      }
      stats = fs.lstatSync(path);
      if ((stats.mode & constants.S_IFMT) === constants.S_IFLNK) {
        const target = fs.readlinkSync(path, { encoding: 'buffer' });
        this.#targets[index] = decodeBytes(target);
        bytes += target.length;
      }
    } catch (error) {
      this.#errors[index] = sectionError(error).code;
    }
    if (stats) {
      this.#addStats(path, stats);
    } else {
      this.#addUnknown(direntType(dirent));
    }
    this.#bytes += bytes;
    return bytes;
  }

  /** The texts of {@link COLUMNS}, in that order. */
  texts(): readonly string[] {
    const texts: Record<keyof typeof COLUMNS, string> = {
      names: inner(this.#names),
      types: this.#types,
      modes: this.#modes.join(),
      links: this.#links.join(),
      uids: this.#uids.join(),
      gids: this.#gids.join(),
      sizes: inner(this.#sizes),
      modified: this.#modified.join(),
      targets: inner(this.#targets),
      errors: inner(this.#errors),
    };
    return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).map(name => texts[name]);
  }

  #addStats(path: string | Buffer, { mode, nlink, uid, gid, size, mtimeMs }: Stats): void {
    this.#types += MODE_TYPES[mode & constants.S_IFMT] ?? '?';
    this.#modes.push(mode);
    this.#links.push(nlink);
    this.#uids.push(uid);
    this.#gids.push(gid);
    this.#sizes.push(Number.isSafeInteger(size) ? String(size) : exactSize(path));
    this.#modified.push(Math.trunc(mtimeMs));
  }

  #addUnknown(type: string): void {
    this.#types += type;
    this.#modes.push(-1);
    this.#links.push(0);
    this.#uids.push(0);
    this.#gids.push(0);
    this.#sizes.push('0');
    this.#modified.push(0);
  }
}

const MODE_TYPES: Readonly<Record<number, string>> = {
  [constants.S_IFREG]: '-',
  [constants.S_IFDIR]: 'd',
  [constants.S_IFLNK]: 'l',
  [constants.S_IFIFO]: 'p',
  [constants.S_IFSOCK]: 's',
  [constants.S_IFBLK]: 'b',
  [constants.S_IFCHR]: 'c',
};

/** Of a file of more bytes than a number tells apart. */
function exactSize(path: string | Buffer): string {
  return String(fs.lstatSync(path, { bigint: true }).size);
}

/** JSON without what stands around it. */
function inner(value: object): string {
  return JSON.stringify(value).slice(1, -1);
}
