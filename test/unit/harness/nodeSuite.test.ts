import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runNodeSuite } from '../../harness/nodeSuite';

describe('a suite in a process of its own', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-suite-'))));
  after(() => rmSync(folder, { recursive: true }));

  async function run(source: string) {
    const file = path.join(folder, 'some.test.js');
    writeFileSync(file, source);
    const { failed, passed } = await runNodeSuite({ files: [file], reporter: 'dot', timeout: 5000 });
    return { passed, failed };
  }

  it('is counted', async () => {
    assert.deepEqual(await run("it('a', () => {}); it('b', () => { throw new Error('b'); });"), {
      passed: 1,
      failed: 1,
    });
  });

  it('has failed where it ends before it says what it ran, also without an error', async () => {
    for (const code of [0, 1]) {
      assert.deepEqual(await run(`it('a', () => process.exit(${code}));`), { passed: 0, failed: 1 });
    }
  });
});
