import assert from 'node:assert/strict';
import { toColumns } from '../../../../src/core/listing/directoryColumns';
import { columnsOf, extended, listed } from '../../../../src/core/listing/listing';

/** A page of so many files, whose owner is one of a few. */
function pageOf(first: number, length: number, owners: readonly string[]) {
  const entries = Array.from({ length }, (_, index) => ({
    name: `file-${first + index}`,
    type: index % 3 === 0 ? 'd' : '-',
    mode: 0o644,
    owner: owners[index % owners.length] ?? '',
    size: BigInt(first + index),
    modifiedMs: first + index,
  }));
  return toColumns({ path: '/mnt/efs', entries, changed: false });
}

describe('pages of a directory', () => {
  it('follow one another, however long they are and in whatever order their words come', () => {
    const pages = [
      pageOf(0, 5000, ['1000', '1001']),
      pageOf(5000, 1, ['1001']),
      pageOf(5001, 40_000, ['1002', '1001', '1000']),
      pageOf(45_001, 0, ['1000']),
      pageOf(45_001, 9000, ['1000', '1001']),
    ];
    const [page, ...further] = pages;
    assert.ok(page);
    const directory = further.reduce(extended, listed(page));
    const { entries } = directory;
    assert.equal(entries.length, 54_001);
    for (const index of [
      0, 1, 4095, 4096, 4999, 5000, 5001, 5002, 5003, 32_767, 32_768, 45_000, 45_001, 54_000,
    ]) {
      const row = entries.row(index);
      assert.equal(row.name, `file-${index}`);
      assert.equal(row.size, BigInt(index));
      assert.equal(row.modifiedMs, index);
    }
    const all = columnsOf(directory, 0, entries.length);
    const ownersOf = ({ owners }: typeof all) => [...owners.indexes].map(index => owners.words[index]);
    assert.deepEqual(ownersOf(all), pages.flatMap(ownersOf));
    assert.equal(all.types, pages.map(({ types }) => types).join(''));
    assert.deepEqual(
      all.names,
      pages.flatMap(({ names }) => names),
    );
  });

  it('whose types are no ASCII, or too few, move none of the others', () => {
    const { entries } = listed({ ...pageOf(0, 4, ['1000']), types: 'é-dd' });
    assert.deepEqual(
      entries.slice(0, 4).map(({ type }) => type),
      ['é', '-', 'd', 'd'],
    );
    const short = extended(listed({ ...pageOf(0, 3, ['1000']), types: 'd' }), pageOf(3, 1, ['1000'])).entries;
    assert.equal(short.isDirectory(0), true);
    assert.equal(short.isDirectory(1), false);
    assert.equal(short.isDirectory(3), true);
  });
});
