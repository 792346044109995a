import assert from 'node:assert/strict';
import type { Directory } from '../../../src/core/report';
import { toColumns } from '../../../src/core/directoryColumns';

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
