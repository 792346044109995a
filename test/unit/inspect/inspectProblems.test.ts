import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createTranslate } from '../../../src/core/translate';
import { describeError, inspectError, unexpectedError } from '../../../src/inspect/inspectProblems';

const t = createTranslate();

describe('a bug of the extension', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bugs-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function thrownBy(work: () => unknown): Promise<unknown> {
    try {
      await work();
    } catch (error) {
      return error;
    }
    return assert.fail('nothing was thrown');
  }

  it('is what JavaScript itself, or a broken rule of ours, throws', async () => {
    const bugs: readonly unknown[] = [
      await thrownBy(() => (undefined as unknown as { x: number }).x),
      await thrownBy(() => 'x'.repeat(-1)),
      await thrownBy(() => JSON.parse('{') as unknown),
      await thrownBy(() => decodeURIComponent('%')),
      new Error('No proof that f may be invoked.'),
      'a word',
      undefined,
      null,
      { code: 'EACCES' },
    ];
    for (const thrown of bugs) {
      assert.equal(unexpectedError(thrown).problem?.code, 'unexpected', String(thrown));
      assert.match(describeError(thrown, t), /extension itself.*Please report it/);
    }
    const params = (thrown: unknown) => unexpectedError(thrown).problem?.params;
    assert.deepEqual(params(new RangeError('too far')), { name: 'RangeError', reason: 'too far' });
    assert.deepEqual(params('a word'), { name: 'Error', reason: 'a word' });
  });

  it('is not said of a file that the operating system refuses', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const refused: readonly unknown[] = [
      await thrownBy(() => readFile(path.join(folder, 'gone'))),
      await thrownBy(() => readFile(folder)),
      await thrownBy(() => writeFile(path.join(file, 'below'), '')),
      await thrownBy(() => writeFile(path.join(folder, 'x'.repeat(300)), '')),
      Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', errno: -28 }),
      Object.assign(new Error('EROFS'), { code: 'EROFS', syscall: 'open', path: '/store/kept.json' }),
      Object.assign(new Error('EDQUOT'), { code: 'EDQUOT', syscall: 'fsync' }),
    ];
    for (const thrown of refused) {
      const { code } = thrown as NodeJS.ErrnoException;
      assert.equal(unexpectedError(thrown).problem?.code, 'file-not-usable', code);
      assert.ok(describeError(thrown, t).includes(code ?? ''), code);
    }
    const unnamed = Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' });
    assert.deepEqual(unexpectedError(unnamed).problem?.params, { file: '–', reason: 'EIO' });
    const named = Object.assign(new Error('EIO'), { code: 'EIO', path: '/a' });
    assert.deepEqual(unexpectedError(named).problem?.params, { file: '/a', reason: 'EIO' });
  });
});

describe('a connection that is not selected', () => {
  it('is named by its profile, or as the default credentials', () => {
    const said = (profile: string) =>
      describeError(
        inspectError('connection-not-selected', { function: 'f', profile, region: 'eu-west-1' }),
        t,
      );
    assert.match(said(''), /^f was found with the default credentials in eu-west-1\b/);
    assert.match(said('prod'), /^f was found with the AWS profile “prod” in eu-west-1\b/);
  });
});
