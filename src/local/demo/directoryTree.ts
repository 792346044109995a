import type { DirectoryPage } from '../../protocol';
import { encodeCursor } from '../../probe/cursor';
import type { WantedList } from '../../probe/parseRequest';

/** A file, directory or link of an invented tree. */
export interface TreeEntry {
  /** A decodeBytes string. */
  readonly name: string;
  /** As `ls` spells it. */
  readonly type: '-' | 'd' | 'l';
  /** Permission bits. */
  readonly mode: number;
  /** Bytes. */
  readonly size: bigint;
  /** ISO 8601. */
  readonly modified: string;
  readonly uid: number;
  readonly gid: number;
  readonly target?: string;
}

/** Entries by absolute path of their directory. */
export type DirectoryTree = ReadonlyMap<string, readonly TreeEntry[]>;

const typeBits = { '-': 0o100000, d: 0o040000, l: 0o120000 } as const;

/** The page of a directory that a probe's request asks for. */
export function replayedPage(
  entries: readonly TreeEntry[],
  { path, position, limit }: WantedList,
): DirectoryPage {
  const skip = position?.skip ?? 0;
  const page = entries.slice(skip, skip + limit);
  const end = skip + page.length;
  const last = page.at(-1);
  return {
    path,
    names: page.map(({ name }) => name),
    types: page.map(({ type }) => type).join(''),
    modes: page.map(({ type, mode }) => typeBits[type] | mode),
    links: page.map(({ type }) => (type === 'd' ? 2 : 1)),
    uids: page.map(({ uid }) => uid),
    gids: page.map(({ gid }) => gid),
    sizes: page.map(({ size }) => String(size)),
    modified: page.map(({ modified }) => Date.parse(modified)),
    targets: Object.fromEntries(
      page.flatMap(({ target }, index) => (target === undefined ? [] : [[index, target]])),
    ),
    errors: {},
    cursor:
      last && end < entries.length
        ? encodeCursor({ skip: end, last: last.name, fingerprint: '' })
        : undefined,
    changed: false,
  };
}
