import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runNodeSuite } from '../../harness/nodeSuite';
import { projectRoot } from '../../harness/projectRoot';

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

  it('ends with the process that runs it, whatever of it listens to SIGTERM', async () => {
    const file = path.join(folder, 'hanging.test.js');
    writeFileSync(
      file,
      `process.on('SIGTERM', () => {});
      it('hangs', () => new Promise(() => console.log('pid ' + process.pid)));`,
    );
    const suite = path.join(projectRoot, 'out/test/harness/nodeSuite.js');
    const run = { files: [file], reporter: 'dot', timeout: 60_000 };
    const parent = spawn(process.execPath, [
      '-e',
      `process.once('SIGTERM', () => process.exit(143));
      require(${JSON.stringify(suite)}).runNodeSuite(${JSON.stringify(run)});`,
    ]);
    const exited = once(parent, 'exit');
    parent.stdout.setEncoding('utf8');
    let output = '';
    for await (const text of parent.stdout as AsyncIterable<string>) {
      output += text;
      if (/pid \d+/.test(output)) {
        parent.kill();
      }
    }
    // Its standard output is open as long as one of both runs.
    assert.match(output, /pid \d+/);
    assert.deepEqual(await exited, [143, null]);
  });
});
