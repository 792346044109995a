import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where a hundred thousand files are made and removed in a second: a tmpfs, where there is one. */
export const bulkRoot = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

/** A folder for the running suite, readable by every user, removed after it. */
export function scratchFolder(root = os.tmpdir()): { readonly folder: string } {
  const scratch = { folder: '' };
  before(() => {
    scratch.folder = mkdtempSync(path.join(root, 'probe-files-'));
    chmodSync(scratch.folder, 0o755);
  });
  after(() => rmSync(scratch.folder, { recursive: true, force: true }));
  return scratch;
}

/** Makes `count` empty files and returns their names. */
export function makeFiles(
  folder: string,
  count: number,
  name = (index: number) => `file-${index}`,
): string[] {
  const names = Array.from({ length: count }, (_, index) => name(index));
  names.forEach(each => writeFileSync(path.join(folder, each), ''));
  return names;
}

/** Tests that act as another user need root. */
export const isRoot = process.getuid?.() === 0;

/** A user that owns nothing and has no name. */
export const NAMELESS_UID = 54321;

/** That both hold the same names, each once. Says so without a diff of a hundred thousand lines. */
export function assertSameNames(actual: readonly string[], expected: readonly string[]): void {
  const seen = new Set(actual);
  const missing = expected.filter(name => !seen.has(name)).slice(0, 5);
  assert.deepEqual(missing, [], 'missing names');
  assert.equal(seen.size, actual.length, 'names are doubled');
  assert.equal(actual.length, expected.length, 'there are names too many');
}
