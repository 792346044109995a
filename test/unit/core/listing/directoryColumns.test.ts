import { toDirectory } from '../../../harness/rows';
import assert from 'node:assert/strict';
import type { Directory } from '../../../../src/core/listing/directory';
import { columnsFromPage, toColumns } from '../../../../src/core/listing/directoryColumns';
import { columnsOf, extended, listed } from '../../../../src/core/listing/listing';
import type { DirectoryPage } from '../../../../src/protocol';

const directory: Directory = {
  path: '/mnt/efs',
  entries: [
    {
      name: 'model.bin',
      type: '-',
      mode: 0o640,
      modeText: 'rw-r-----',
      owner: '1000',
      group: '1000',
      size: 9_223_372_036_854_775_807n,
      modifiedMs: 0,
    },
    {
      name: 'latest',
      type: 'l',
      owner: '1000',
      group: 'users',
      target: 'model.bin',
      modifiedText: 'Mar 16 15:38',
    },
    { name: 'secret\udcff', type: '?', error: 'EACCES' },
  ],
  cursor: 'more',
  changed: true,
};

describe('directory columns', () => {
  it('keep every field, with unknown values told from zero', () => {
    const columns = toColumns(directory);
    assert.deepEqual(columns.names, ['model.bin', 'latest', 'secret\udcff']);
    assert.equal(columns.types, '-l?');
    assert.deepEqual([...columns.modes], [0o640, -1, -1]);
    assert.deepEqual([...columns.sizes], [9_223_372_036_854_775_807n, -1n, -1n]);
    assert.deepEqual([...columns.modified], [0, NaN, NaN]);
    assert.deepEqual(columns.targets, { 1: 'model.bin' });
    assert.deepEqual(columns.errors, { 2: 'EACCES' });
    assert.equal(columns.cursor, 'more');
    assert.equal(columns.changed, true);
  });

  it('hold a repeated word once', () => {
    const { owners, groups } = toColumns(directory);
    assert.deepEqual(owners.words, ['1000', '']);
    assert.deepEqual([...owners.indexes], [0, 0, 1]);
    assert.deepEqual(
      [...groups.indexes].map(index => groups.words[index]),
      ['1000', 'users', ''],
    );
  });
});

describe('a page of the probe', () => {
  const page: DirectoryPage = {
    path: '/mnt/efs',
    names: ['run', 'gone', 'latest', 'model.bin'],
    types: '-?l-',
    modes: [0o104755, -1, 0o120777, 0o100640],
    links: [1, 0, 1, 1],
    uids: [0, 0, 1000, 1000],
    gids: [0, 0, 1000, 1000],
    sizes: ['0', '0', '9', '9223372036854775807'],
    modified: [0, 0, 1.5, 2],
    targets: { 2: 'model.bin' },
    errors: { 1: 'ESTALE' },
    changed: false,
    cursor: 'more',
  };

  it('says nothing of an entry that lstat could not read but its name', () => {
    const { entries, ...state } = toDirectory(columnsFromPage(page, { code: 'TIMEOUT', message: 'late' }));
    assert.deepEqual(state, {
      path: '/mnt/efs',
      cursor: 'more',
      changed: false,
      error: { code: 'TIMEOUT', message: 'late' },
    });
    const shown = entries.map(({ name, type, modeText, owner, size, modifiedMs, target, error }) =>
      [name, type, modeText, owner, size, modifiedMs, target, error].map(String).join(' '),
    );
    assert.deepEqual(shown, [
      'run - rwsr-xr-x 0 0 0 undefined undefined',
      'gone ? undefined undefined undefined undefined undefined ESTALE',
      'latest l rwxrwxrwx 1000 9 1.5 model.bin undefined',
      'model.bin - rw-r----- 1000 9223372036854775807 2 undefined undefined',
    ]);
  });

  it('can be cut into ranges that join to the same', () => {
    const whole = listed(columnsFromPage(page));
    const joined = extended(listed(columnsOf(whole, 0, 1)), columnsOf(whole, 1, 3));
    const all = extended(joined, columnsOf(whole, 3, 9));
    assert.deepEqual(all.entries.slice(0, 9), whole.entries.slice(0, 9));
    assert.equal(all.cursor, 'more');
  });

  it('cuts out no words but those of the range', () => {
    const whole = listed(columnsFromPage(page));
    const { owners, modeTexts } = columnsOf(whole, 0, 1);
    assert.deepEqual([owners.words, modeTexts.words], [['0'], ['rwsr-xr-x']]);
  });
});
