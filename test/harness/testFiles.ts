import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';

/** The bundled test files below a folder of `out/`, absolute and in a stable order. */
export function testFilesBelow(folder: string): string[] {
  const absolute = path.join(projectRoot, 'out', folder);
  if (!existsSync(absolute)) {
    return [];
  }
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.js'))
    .sort()
    .map(name => path.join(absolute, name));
}
