import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';

/** An entry of a folder, the change of which may change what a path leads to. */
export interface WatchedPlace {
  readonly folder: string;
  readonly name: string;
}

/** As many as Linux follows: path_resolution(7). */
const MOST_LINKS = 40;

/**
 * Where to watch for changes of a file: its entry, that of each symbolic link on the way to it, and where the way ends
 * before it, the entry that is missing.
 */
export async function placesOf(file: string): Promise<readonly WatchedPlace[]> {
  const places: WatchedPlace[] = [];
  let { root: folder } = path.parse(path.resolve(file));
  let rest = namesIn(path.resolve(file));
  for (let links = 0; rest.length > 0;) {
    const [name = '', ...after] = rest;
    const entry = path.join(folder, name);
    const target = await linkTarget(entry);
    if (target === 'missing' || (after.length === 0 && target === undefined)) {
      return [...places, { folder, name }];
    }
    if (target === undefined) {
      folder = entry;
      rest = after;
      continue;
    }
    places.push({ folder, name });
    links += 1;
    if (links > MOST_LINKS) {
      return places;
    }
    const resolved = path.resolve(folder, target.link);
    folder = path.parse(resolved).root;
    rest = [...namesIn(resolved), ...after];
  }
  return places;
}

function namesIn(absolute: string): readonly string[] {
  return absolute.slice(path.parse(absolute).root.length).split(path.sep).filter(Boolean);
}

/** Undefined for what is no link. */
async function linkTarget(entry: string): Promise<{ readonly link: string } | 'missing' | undefined> {
  try {
    return (await lstat(entry)).isSymbolicLink() ? { link: await readlink(entry) } : undefined;
  } catch {
    return 'missing';
  }
}
