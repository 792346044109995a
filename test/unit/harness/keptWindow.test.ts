import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runNodeSuite } from '../../harness/nodeSuite';
import { projectRoot } from '../../harness/projectRoot';

describe('a window that goes on from test file to test file', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'efs-mount-inspector-kept-'))));
  after(() => rm(folder, { recursive: true }));

  const module = JSON.stringify(path.join(projectRoot, 'out/test/harness/keptWindow.js'));
  /** As bundles do, each file has a module of its own. */
  const load = `delete require.cache[${module}];
    const { keepOrClose, takeKept } = require(${module});
    const assert = require('node:assert');
    const { appendFileSync } = require('node:fs');`;

  it('is taken by one, whichever file that is in, and closed at the end', async () => {
    const closed = path.join(folder, 'closed');
    const file = (name: string, source: string) => {
      const written = path.join(folder, `${name}.test.js`);
      writeFileSync(written, `${load}\n${source}`);
      return written;
    };
    const windowNamed = (name: string) =>
      `{ name: '${name}', close: async () => appendFileSync(${JSON.stringify(closed)}, '${name}\\n') }`;
    const counts = await runNodeSuite({
      files: [
        file('a', `it('keeps', () => keepOrClose(${windowNamed('first')}));`),
        file(
          'b',
          `it('takes', async () => {
            const first = takeKept();
            assert.equal(first.name, 'first');
            assert.equal(takeKept(), undefined);
            await keepOrClose(first);
            await keepOrClose(${windowNamed('second')});
          });`,
        ),
        file(
          'c',
          `it('closes the second', () =>
            assert.equal(require('node:fs').readFileSync(${JSON.stringify(closed)}, 'utf8'), 'second\\n'));`,
        ),
      ],
      reporter: 'dot',
      timeout: 5000,
    });
    assert.deepEqual(counts, { passed: 3, failed: 0, skipped: 0, flaky: [] });
    assert.equal(readFileSync(closed, 'utf8'), 'second\nfirst\n');
  });

  it('goes on to nobody after a try or a hook that failed', async () => {
    const closed = path.join(folder, 'closed-after-failures');
    const file = path.join(folder, 'failures.test.js');
    const giving = (name: string) =>
      `after(() => keepOrClose({ close: async () => appendFileSync(${JSON.stringify(closed)}, '${name}\\n') }));`;
    writeFileSync(
      file,
      `${load}
      let tries = 0;
      describe('passes at the second try', () => {
        it('a', () => assert.equal(++tries, 2));
        ${giving('flaky')}
      });
      describe('has a hook that fails', () => {
        before(() => assert.fail());
        it('b', () => {});
        ${giving('hook')}
      });
      describe('passes', () => {
        it('c', () => {});
        ${giving('sound')}
      });
      describe('comes last', () => {
        it('d', () => appendFileSync(${JSON.stringify(closed)}, 'end\\n'));
      });`,
    );
    await runNodeSuite({ files: [file], reporter: 'dot', timeout: 5000, retryOnce: true });
    assert.equal(readFileSync(closed, 'utf8'), 'flaky\nhook\nend\nsound\n');
  });
});
