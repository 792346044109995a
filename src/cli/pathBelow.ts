import path from 'node:path';

/**
 * Path from a folder to a file that is in it or below, with slashes; empty for the folder itself, undefined for what is
 * not below it. Looks at the paths alone: links are not followed. @param folder absolute @param file absolute
 */
export function pathBelow(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file);
  // On Windows, a file of another drive has an absolute path only.
  return /^\.\.(?:[\\/]|$)/.test(relative) || path.isAbsolute(relative)
    ? undefined
    : relative.split(path.sep).join('/');
}
