import assert from 'node:assert/strict';
import { FileOrder } from '../../../../media/report/files/fileOrder';
import { Listing } from '../../../../src/core/listing/listing';
import { nameFilter } from '../../../../media/report/files/nameFilter';
import { Selection } from '../../../../media/report/files/selection';
import type { DirectoryEntry } from '../../../../src/core/report';
import { toColumns } from '../../../../src/core/listing/directoryColumns';
import type { FileColumn } from '../../../../src/views/report/messages';

function listingOf(...pages: (readonly DirectoryEntry[])[]): Listing {
  const listing = new Listing();
  for (const entries of pages) {
    listing.append(toColumns({ path: '/mnt/efs', entries, changed: false }));
  }
  return listing;
}

async function names(
  listing: Listing,
  column: FileColumn,
  descending = false,
  filter = '',
): Promise<string[]> {
  const order = await new FileOrder(listing).compute(
    { column, descending },
    filter,
    new AbortController().signal,
  );
  return [...order].map(index => listing.names[index] ?? '');
}

const file = (name: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  name,
  type: '-',
  ...more,
});
const folder = (name: string): DirectoryEntry => ({ name, type: 'd' });

describe('a listing', () => {
  it('joins pages that number their words differently', () => {
    const listing = listingOf(
      [file('a', { owner: 'root', group: 'users' }), file('b', { owner: '1000' })],
      [file('c', { owner: '1000', target: 'x', size: 5n }), file('d', { owner: 'root', error: 'EACCES' })],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map(index => listing.row(index).owner),
      ['root', '1000', '1000', 'root'],
    );
    assert.equal(listing.row(1).group, undefined);
    assert.equal(listing.row(2).target, 'x');
    assert.equal(listing.row(2).size, 5n);
    assert.equal(listing.row(3).error, 'EACCES');
    assert.equal(listing.row(3).size, undefined);
  });
});

describe('the order of files', () => {
  it('puts directories first by name, both ways', async () => {
    const listing = listingOf([file('b'), folder('z'), file('a'), folder('y')]);
    assert.deepEqual(await names(listing, 'name'), ['y', 'z', 'a', 'b']);
    assert.deepEqual(await names(listing, 'name', true), ['z', 'y', 'b', 'a']);
  });

  it('has directories alone, and nothing at all', async () => {
    assert.deepEqual(await names(listingOf([folder('a'), folder('b')]), 'name', true), ['b', 'a']);
    assert.deepEqual(await names(listingOf([]), 'name', true), []);
  });

  it('compares sizes exactly above 2^53', async () => {
    const big = 2n ** 53n;
    const listing = listingOf([
      file('b', { size: big + 1n }),
      file('a', { size: big + 2n }),
      file('c', { size: big }),
    ]);
    assert.deepEqual(await names(listing, 'size'), ['c', 'b', 'a']);
    assert.deepEqual(await names(listing, 'size', true), ['a', 'b', 'c']);
  });

  it('leaves unknown values last both ways, and equal ones in order of name', async () => {
    const listing = listingOf([
      file('b', { size: 1n }),
      file('unknown'),
      file('a', { size: 1n }),
      file('c', { size: 0n }),
    ]);
    assert.deepEqual(await names(listing, 'size'), ['c', 'a', 'b', 'unknown']);
    assert.deepEqual(await names(listing, 'size', true), ['a', 'b', 'c', 'unknown']);
  });

  it('compares owners that are numbers as numbers, then by group', async () => {
    const listing = listingOf([
      file('d', { owner: 'root', group: 'a' }),
      file('c', { owner: '1000', group: 'b' }),
      file('b', { owner: '1000', group: 'a' }),
      file('a', { owner: '99', group: 'z' }),
    ]);
    assert.deepEqual(await names(listing, 'owner'), ['a', 'b', 'c', 'd']);
  });

  it('sorts more rows than one slice holds as the engine would', async () => {
    const entries = Array.from({ length: 50_001 }, (_, i) =>
      file(`${(i * 7919) % 50_001}`, { modifiedMs: i % 13 }),
    );
    const listing = listingOf(entries.slice(0, 20_000), entries.slice(20_000));
    const byName = entries.map(entry => entry.name).sort();
    assert.deepEqual(await names(listing, 'name'), byName);
    const byTime = [...entries]
      .sort((a, b) => (a.modifiedMs ?? 0) - (b.modifiedMs ?? 0) || (a.name < b.name ? -1 : 1))
      .map(entry => entry.name);
    assert.deepEqual(await names(listing, 'modified'), byTime);
  });

  it('stops when nobody wants it any more', async () => {
    const controller = new AbortController();
    const done = new FileOrder(listingOf([file('a')])).compute(
      { column: 'size', descending: false },
      '',
      controller.signal,
    );
    controller.abort();
    await assert.rejects(done, { name: 'AbortError' });
  });

  it('takes in rows that came since', async () => {
    const listing = listingOf([file('b')]);
    const order = new FileOrder(listing);
    const sort = { column: 'name', descending: false } as const;
    const { signal } = new AbortController();
    assert.deepEqual([...(await order.compute(sort, '', signal))], [0]);
    listing.append(toColumns({ path: '/', entries: [file('a')], changed: false }));
    assert.deepEqual([...(await order.compute(sort, '', signal))], [1, 0]);
    assert.deepEqual([...(await order.compute(sort, 'B', signal))], [0]);
  });
});

describe('a filter on names', () => {
  for (const [filter, name, expected] of [
    ['log', 'Catalog.txt', true],
    ['LOG', 'catalog.txt', true],
    ['log', 'readme', false],
    ['*.bin', 'model.BIN', true],
    ['*.bin', 'model.bin.gz', false],
    ['part-*', 'part-0001', true],
    ['part-*', 'a-part-1', false],
    ['a*b*c', 'a--b--c', true],
    ['a*b*c', 'a--c--b', false],
    ['a*a', 'a', false],
    ['ab*b', 'ab', false],
    ['*', '', true],
    ['.*+(', 'x.y+(', false],
    ['[.]', 'x.y', false],
    ['(1)', 'copy (1).txt', true],
  ] as const) {
    it(`${JSON.stringify(filter)} ${expected ? 'finds' : 'leaves out'} ${JSON.stringify(name)}`, () =>
      assert.equal(nameFilter(filter)(name), expected));
  }
});

describe('a selection', () => {
  const rows = Uint32Array.of(4, 2, 0, 3, 1);

  it('of one entry is that one, wherever the keyboard is', () => {
    const selection = new Selection();
    selection.only(2);
    assert.deepEqual([...selection.in(rows)], [2]);
    assert.deepEqual([...selection.in(Uint32Array.of(1))], []);
    selection.toggle(0);
    selection.toggle(0);
    assert.deepEqual([selection.focus, ...selection.in(rows)], [0, 2]);
  });

  it('extends over rows as they are shown, from where it started', () => {
    const selection = new Selection();
    selection.only(2);
    selection.extendTo(3, rows);
    assert.deepEqual([...selection.in(rows)], [2, 0, 3]);
    selection.extendTo(4, rows);
    assert.deepEqual([...selection.in(rows)], [4, 2]);
    assert.equal(selection.focus, 4);
  });

  it('counts each entry once', () => {
    const selection = new Selection();
    selection.all(rows);
    selection.all(rows);
    assert.equal(selection.count, 5);
    selection.toggle(0);
    assert.equal(selection.count, 4);
    assert.equal(selection.has(0), false);
  });

  it('does not act on what a filter hides', () => {
    const selection = new Selection();
    selection.all(rows);
    assert.deepEqual([...selection.in(Uint32Array.of(1))], [1]);
    selection.only(4);
    selection.extendTo(1, Uint32Array.of(0, 1));
    assert.deepEqual([...selection.in(rows)], [1]);
  });
});
