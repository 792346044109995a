import path from 'node:path';
import type { Range } from '../../../template';
import { pathBelow } from '../../pathBelow';
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

/** A template's path from the root of a repository; undefined where it is not below that. */
export function pathFromRoot(root: string, { path: file, name }: CheckedTemplate): string | undefined {
  return pathBelow(root, file ?? path.resolve(root, name));
}
