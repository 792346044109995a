import assert from 'node:assert/strict';
import fs, { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import path from 'node:path';
import { isHumanError } from '../../../src/core/humanError';
import { LocalCopy } from '../../../src/inspect/localCopy';
import { replace, restoreAll } from '../probe/inProcess';
import { scratchFolder } from '../probe/scratch';
import { TestTime } from './testTime';

describe('a copy on this machine', () => {
  const scratch = scratchFolder();
  afterEach(restoreAll);
  let copies = 0;
  const place = () => path.join(scratch.folder, `copy-${copies++}`);
  const parts = () => readdirSync(scratch.folder).filter(name => name.endsWith('.part'));
  /** Makes renaming fail so often. */
  function holding(times: number, code = 'EBUSY'): () => number {
    let tries = 0;
    replace(promises, 'rename', original => async (...args: Parameters<typeof original>) => {
      if (tries++ < times) {
        throw Object.assign(new Error(code), { code });
      }
      return original(...args);
    });
    return () => tries;
  }

  it('is there whole, or not at all', async () => {
    const file = place();
    const copy = await LocalCopy.create(file);
    await copy.append(Buffer.from('one '));
    await copy.append(Buffer.from('two'));
    assert.deepEqual([existsSync(file), parts().length], [false, 1]);
    await copy.keep();
    assert.deepEqual([readFileSync(file, 'utf8'), parts()], ['one two', []]);
  });

  it('is closed once it is kept, and once it is discarded', async () => {
    const opened: promises.FileHandle[] = [];
    replace(promises, 'open', original => async (...args: Parameters<typeof original>) => {
      const handle = await original(...args);
      opened.push(handle);
      return handle;
    });
    await (await LocalCopy.create(place())).keep();
    await (await LocalCopy.create(place())).discard();
    assert.deepEqual(
      opened.map(({ fd }) => fd),
      [-1, -1],
    );
  });

  it('takes the place of a file with its mode', async () => {
    const file = place();
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    const copy = await LocalCopy.create(file);
    await copy.append(Buffer.from('new'));
    await copy.keep();
    assert.deepEqual([readFileSync(file, 'utf8'), statSync(file).mode & 0o777], ['new', 0o640]);
  });

  it('leaves nothing when it is discarded, before it is kept or after that failed', async () => {
    const file = place();
    const copy = await LocalCopy.create(file);
    await copy.append(Buffer.from('x'));
    await copy.discard();
    assert.deepEqual([existsSync(file), parts()], [false, []]);
    const held = await LocalCopy.create(file);
    holding(9);
    await assert.rejects(held.keep([]));
    await held.discard();
    assert.deepEqual([existsSync(file), parts()], [false, []]);
  });

  it('waits for who holds the file, longer and longer', async () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      const file = place();
      const copy = await LocalCopy.create(file);
      const tries = holding(6, code);
      const time = new TestTime();
      let isKept = false;
      const keeping = copy.keep().finally(() => (isKept = true));
      // What the file system is asked for takes no time of this clock.
      while (!isKept) {
        await time.pass(1600);
      }
      await keeping;
      assert.deepEqual([time.waits, tries()], [[50, 100, 200, 400, 800, 1600], 7], code);
      restoreAll();
    }
  });

  it('says why it cannot be put in its place, and can be tried again', async () => {
    const file = place();
    // Its mode is taken once, while the copy is still open.
    writeFileSync(file, 'old');
    const copy = await LocalCopy.create(file);
    await copy.append(Buffer.from('content'));
    const tries = holding(2, 'EXDEV');
    const failed = await copy.keep([1, 1]).catch((error: unknown) => error);
    assert.ok(isHumanError(failed) && failed.problem?.code === 'copy-not-written');
    assert.deepEqual(failed.problem.params, { path: file, reason: 'EXDEV' });
    // It does not wait for what will not pass.
    assert.equal(tries(), 2);
    await copy.keep();
    assert.equal(readFileSync(file, 'utf8'), 'content');
  });

  it('says where it cannot be written at all', async () => {
    const file = path.join(scratch.folder, 'none/copy');
    await assert.rejects(
      LocalCopy.create(file),
      (error: unknown) => isHumanError(error) && error.problem?.params['path'] === file,
    );
    assert.equal(fs.existsSync(path.dirname(file)), false);
  });
});
