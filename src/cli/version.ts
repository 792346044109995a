import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Of the package that was built. @param dist its folder of what was built */
export function versionOf(dist: string): string {
  const manifest = readFileSync(path.join(dist, '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
