import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * A text that was read and found right is kept in a file. `UPDATE=1` writes what it is now: read the difference before
 * you keep it.
 */
export function assertKept(file: string, text: string): void {
  if (process.env['UPDATE'] === '1') {
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `${file} is missing: run the test once with UPDATE=1`);
  assert.deepEqual(text.split('\n'), readFileSync(file, 'utf8').split('\n'));
}
