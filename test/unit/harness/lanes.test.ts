import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runInLanes } from '../../harness/lanes';

describe('tests that run side by side', () => {
  let folder: string;
  let printed: string[];
  before(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-lanes-'))));
  beforeEach(() => (printed = []));
  after(() => rmSync(folder, { recursive: true }));

  function job(name: string, source: string) {
    const program = path.join(folder, `${name}.js`);
    writeFileSync(program, source);
    return { name, program, args: [] };
  }
  const counts = (passed: number, failed = 0) => ({ passed, failed, skipped: 0, flaky: [] });
  const telling = (told: object, code = 0) =>
    `console.log('out'); process.send(${JSON.stringify(told)}, () => process.exit(${code}));`;
  const run = async (lanes: number, ...jobs: ReturnType<typeof job>[]) => {
    const results = await runInLanes(jobs, lanes, text => printed.push(text));
    return Object.fromEntries(
      results.map(({ name, counts: { passed, failed } }) => [name, [passed, failed]]),
    );
  };

  it('are all counted, in any number of lanes', async () => {
    for (const lanes of [1, 2, 5]) {
      const jobs = ['a', 'b', 'c'].map((name, index) => job(name, telling(counts(index + 1))));
      assert.deepEqual(await run(lanes, ...jobs), { a: [1, 0], b: [2, 0], c: [3, 0] });
    }
    assert.equal(printed.length, 9);
    assert.match(printed[0] ?? '', /^\n=== a \(\d+ s\)\nout$/);
  });

  it('really run side by side: each of two waits for the other', async () => {
    const [here, there] = ['x', 'y'].map(name => path.join(folder, `${name}.met`));
    const meeting = (
      own = '',
      other = '',
    ) => `const fs = require('fs'); fs.writeFileSync(${JSON.stringify(own)}, '');
      const timer = setInterval(() => {
        if (fs.existsSync(${JSON.stringify(other)})) { clearInterval(timer); ${telling(counts(1))} }
      }, 2);`;
    const result = await run(2, job('x', meeting(here, there)), job('y', meeting(there, here)));
    assert.deepEqual(result, { x: [1, 0], y: [1, 0] });
  });

  it('fail where one fails, says nothing, breaks down after it said that all passed, or cannot be started', async () => {
    const result = await run(
      2,
      job('failed', telling(counts(1, 2), 1)),
      job('silent', ''),
      job('broken', telling(counts(4), 3)),
      { name: 'missing', program: path.join(folder, 'no-such-file.js'), args: [] },
    );
    assert.deepEqual(result, { failed: [1, 2], silent: [0, 1], broken: [4, 1], missing: [0, 1] });
    assert.match(
      printed.join('\n'),
      /=== broken .*\nout\nThe process ended early or uncleanly \(exit code 3\)/,
    );
  });
});
