import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';

/** Names of the mutants, as `nameOf` has them, of which equivalents.txt says why nobody could notice them. */
export function equivalentMutants(): readonly string[] {
  const text = readFileSync(path.join(projectRoot, 'test/mutation/equivalents.txt'), 'utf8');
  return text.split('\n').filter(line => line.startsWith('src/'));
}
