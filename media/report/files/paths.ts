/** Absolute POSIX paths of the sandbox, as decodeBytes strings. */

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** The root and every directory on the way to `path`. */
export function crumbsOf(path: string): readonly Crumb[] {
  const crumbs: Crumb[] = [{ name: '/', path: '/' }];
  for (const name of path.split('/').filter(part => part !== '')) {
    crumbs.push({ name, path: join(crumbs.at(-1)?.path ?? '/', name) });
  }
  return crumbs;
}

/** The directory that holds what lies at an absolute path, and its name there. */
export function parentOf(path: string): { readonly directory: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { directory: path.slice(0, slash) || '/', name: path.slice(slash + 1) };
}

export function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

/** What a person typed, without doubled and trailing slashes; undefined where it is not an absolute path. */
export function typedPath(text: string): string | undefined {
  return text.startsWith('/') ? (crumbsOf(text).at(-1)?.path ?? '/') : undefined;
}
