import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unpack } from '../../../src/local/execution/unpack';
import { zipOf } from './endpoint';

describe("local endpoint: unpacking a function's zip", () => {
  let folder: string;

  beforeEach(() => {
    folder = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'unpack-'))), 'inside');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

  it('keeps folders and file modes', async () => {
    await unpack(zipOf({ bootstrap: '#!/bin/sh\n', 'lib/data.txt': 'text' }, 0o755), folder);
    assert.equal(readFileSync(path.join(folder, 'lib/data.txt'), 'utf8'), 'text');
    assert.equal(statSync(path.join(folder, 'bootstrap')).mode & 0o777, 0o755);
  });

  it('makes files readable where the zip has no Unix modes', async () => {
    await unpack(zipOf({ 'index.js': '' }, 0), folder);
    assert.equal(statSync(path.join(folder, 'index.js')).mode & 0o777, 0o644);
  });

  for (const name of ['../outside.txt', 'a/../../outside.txt', '/../outside.txt', '..']) {
    it(`refuses the entry ${name}`, async () => {
      await assert.rejects(unpack(zipOf({ [name]: 'x' }), folder), /lies outside/);
      assert.deepEqual(readdirSync(path.dirname(folder)), []);
    });
  }

  it('writes a symbolic link as a plain file', async () => {
    await unpack(zipOf({ link: '/etc/passwd' }, 0o120777), folder);
    assert.ok(statSync(path.join(folder, 'link')).isFile());
    assert.equal(readFileSync(path.join(folder, 'link'), 'utf8'), '/etc/passwd');
  });
});
