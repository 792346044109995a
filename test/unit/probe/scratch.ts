import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder for the running suite, readable by every user, removed after it. */
export function scratchFolder(): { readonly folder: string } {
  const scratch = { folder: '' };
  before(() => {
    scratch.folder = mkdtempSync(path.join(os.tmpdir(), 'probe-files-'));
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
