import { fileSystem } from '../../harness/vscodeDouble';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { createCopy } from '../../../src/views/files/placedCopy';

describe('a copy in a place', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'placed-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('on a disk is written there', async () => {
    const fsPath = path.join(folder, 'Bericht 東京.txt');
    const copy = await createCopy({ scheme: 'file', fsPath } as vscode.Uri);
    await copy.append(Buffer.from('content'));
    await copy.keep();
    await copy.discard();
    assert.equal(await readFile(fsPath, 'utf8'), 'content');
    assert.deepEqual(await readdir(folder), ['Bericht 東京.txt']);
  });

  it('of another scheme is handed to VS Code as a whole, again where that failed, and leaves nothing here', async () => {
    const place = { scheme: 'vscode-vfs', toString: () => 'vscode-vfs://github/a/b.txt' } as vscode.Uri;
    const handed: { from: string; to: unknown; text: string }[] = [];
    fileSystem.copy = async (from, to) => {
      handed.push({ from: from.fsPath, to, text: await readFile(from.fsPath, 'utf8') });
      if (handed.length === 1) {
        throw new Error('the network is gone');
      }
    };
    const copy = await createCopy(place);
    await copy.append(Buffer.from('one, '));
    await copy.append(Buffer.from('two'));
    assert.equal(handed.length, 0);
    await assert.rejects(copy.keep(), /vscode-vfs:\/\/github\/a\/b\.txt: the network is gone/);
    await copy.keep();
    await copy.discard();
    assert.deepEqual(
      handed.map(({ text, to }) => [text, to]),
      [
        ['one, two', place],
        ['one, two', place],
      ],
    );
    await assert.rejects(readdir(path.dirname(handed[0]?.from ?? '')), { code: 'ENOENT' });
  });
});
