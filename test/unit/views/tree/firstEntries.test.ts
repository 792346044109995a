import assert from 'node:assert/strict';

import { toColumns } from '../../../../src/core/listing/directoryColumns';
import { extended, listed } from '../../../../src/core/listing/listing';
import type { DirectoryEntry } from '../../../../src/core/report';
import { firstEntries } from '../../../../src/views/tree/firstEntries';

const page = (entries: readonly DirectoryEntry[], cursor?: string) =>
  toColumns({ path: '/mnt/efs', entries, changed: false, cursor });

describe('the first entries of a listing', () => {
  it('are those that a whole sort would put first, whatever order they came in', () => {
    const entries = Array.from({ length: 5000 }, (_, index): DirectoryEntry => {
      const number = (index * 7919) % 5000;
      return { name: `entry-${String(number).padStart(4, '0')}`, type: number % 10 === 9 ? 'd' : '-' };
    });
    const { entries: listing } = listed(page(entries));
    const sorted = [...entries].sort(
      (a, b) => Number(b.type === 'd') - Number(a.type === 'd') || (a.name < b.name ? -1 : 1),
    );
    for (const count of [1, 700, 4999, 5000, 9000]) {
      assert.deepEqual(
        firstEntries(listing, count).map(index => listing.row(index).name),
        sorted.slice(0, count).map(({ name }) => name),
      );
    }
  });
});

describe('a directory that is read page by page', () => {
  it('keeps its entries, and of everything else what the last page said', () => {
    const first = listed(page([{ name: 'a', type: '-', size: 2n ** 63n - 1n, owner: 'root' }], 'one'));
    const both = extended(
      { ...first, changed: true },
      page([{ name: '\udcff', type: 'l', target: 'x', error: 'EIO' }]),
    );
    assert.deepEqual([both.cursor, both.changed, both.entries.length], [undefined, true, 2]);
    const [a, b] = both.entries.slice(0, 10);
    assert.deepEqual([a?.name, a?.size, a?.owner], ['a', 2n ** 63n - 1n, 'root']);
    assert.deepEqual([b?.name, b?.target, b?.error, b?.size], ['\udcff', 'x', 'EIO', undefined]);
  });
});
