import path from 'node:path';
import type { Range } from '../../../template';
import type { CheckedTemplate } from '../checkRun';

/** Both ends of a range, from 1 on; columns are UTF-16 units, and the end is behind the last one. */
export interface Place {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf({ lines }: CheckedTemplate, { start, end }: Range): Place {
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return {
    startLine: from.line + 1,
    startColumn: from.column + 1,
    endLine: to.line + 1,
    endColumn: to.column + 1,
  };
}

/** A template's path from the root of a repository, with slashes; undefined where it is not below that. */
export function pathBelow(root: string, { path: file, name }: CheckedTemplate): string | undefined {
  const relative = path.relative(root, file ?? path.resolve(root, name));
  return relative.startsWith('..') || path.isAbsolute(relative)
    ? undefined
    : relative.split(path.sep).join('/');
}
