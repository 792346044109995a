import assert from 'node:assert/strict';
import { parseLs } from '../../../../src/core/parse/ls';
import type { LsRow } from '../../../../src/core/parse/ls';
import { readShared, runConformance } from './conformance';

interface ExpectedRow {
  readonly dir?: string;
  readonly name?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly nlink?: number;
  readonly owner?: string;
  readonly group?: string;
  readonly size?: number;
  /** Runs of blanks are one. */
  readonly dateText?: string;
  readonly target?: string;
}
type Expectation =
  { readonly unparsed: true } | { readonly entries: readonly ExpectedRow[]; readonly total?: number };

function spell(row: LsRow, dir: string | undefined, like: ExpectedRow): ExpectedRow {
  const all: ExpectedRow = {
    dir,
    name: row.name,
    type: row.type,
    mode: row.mode,
    nlink: row.links,
    owner: row.owner,
    group: row.group,
    size: Number(row.size),
    dateText: row.modified.replace(/ +/g, ' '),
    target: row.target,
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in like));
}

runConformance<Expectation>('ls.jsonl', ({ input, expect }) => {
  const { entries, unparsed } = parseLs(input);
  if ('unparsed' in expect) {
    assert.deepEqual({ entries, unparsed }, { entries: [], unparsed: [{ line: 1, text: input }] });
    return;
  }
  const rows = entries.flatMap(listing => listing.rows.map(row => ({ row, dir: listing.path })));
  // Dates are not interpreted, so the origins' reading of them is not compared.
  // One origin takes the blank line at the end of a text for part of the last name.
  const expected = expect.entries.map(({ name, ...row }) => ({
    ...row,
    date: undefined,
    ...(name === undefined ? {} : { name: name.replace(/\n$/, '') }),
  }));
  assert.equal(rows.length, expected.length);
  expected.forEach(({ date: _, ...like }, index) => {
    const found = rows[index];
    assert.deepEqual(found && spell(found.row, found.dir, like), like);
  });
  if (expect.total !== undefined) {
    assert.equal(Number(entries[0]?.total), expect.total);
  }
});

describe('parseLs', () => {
  it('reads the listings of a Lambda function', function () {
    const [root, bin] = ['root', 'bin'].map(name => readShared(`capture/ls-l-${name}.txt`));
    if (!root || !bin) {
      this.skip();
    }
    const { entries, unparsed } = parseLs(root);
    assert.deepEqual(unparsed, []);
    assert.equal(entries[0]?.total, '34');
    assert.equal(entries[0].rows.length, 19);
    assert.deepEqual(entries[0].rows[16], {
      name: 'tmp',
      type: 'd',
      mode: 'drwx------',
      links: 2,
      owner: 'sbx_user1051',
      group: '990',
      size: 4096n,
      sizeRounded: false,
      modified: 'Apr 29 01:22',
    });
    assert.equal(parseLs(bin).entries[0]?.rows.find(row => row.name === 'awk')?.target, 'gawk');
    assert.deepEqual(parseLs(bin).unparsed, []);
  });
});
