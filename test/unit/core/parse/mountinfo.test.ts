import assert from 'node:assert/strict';
import { parseMountInfo } from '../../../../src/core/parse/mountinfo';
import type { MountInfoEntry } from '../../../../src/core/parse/mountinfo';
import { formatOption } from '../../../../src/core/parse/optionString';
import { runConformance } from './conformance';

interface ExpectedEntry {
  readonly id?: number;
  readonly parent?: number;
  readonly major?: number;
  readonly minor?: number;
  readonly root?: string;
  readonly mountPoint?: string;
  readonly mountOptions?: readonly string[];
  readonly optionalFields?: readonly string[];
  readonly fsType?: string;
  readonly source?: string;
  readonly superOptions?: readonly string[];
}
type Expectation =
  | { readonly error: true }
  | { readonly count: number; readonly first?: ExpectedEntry }
  | { readonly entries: readonly ExpectedEntry[] };

function spell(entry: MountInfoEntry | undefined, like: ExpectedEntry, sorted: boolean): ExpectedEntry {
  const order = (texts: readonly string[]) => (sorted ? [...texts].sort() : texts);
  const all: ExpectedEntry = entry
    ? {
        id: entry.mountId,
        parent: entry.parentId,
        major: entry.major,
        minor: entry.minor,
        root: entry.root,
        mountPoint: entry.mountPoint,
        mountOptions: order(entry.mountOptions.map(formatOption)),
        optionalFields: order(entry.optionalFields),
        fsType: entry.fsType,
        source: entry.source,
        superOptions: order(entry.superOptions.map(formatOption)),
      }
    : {};
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in like));
}

runConformance<Expectation>('mountinfo.jsonl', ({ id, input, expect }) => {
  const { entries, unparsed } = parseMountInfo(input);
  if ('error' in expect) {
    assert.deepEqual({ entries, unparsed }, { entries: [], unparsed: [{ line: 1, text: input }] });
    return;
  }
  assert.deepEqual(unparsed, []);
  if ('count' in expect) {
    assert.equal(entries.length, expect.count);
    assert.deepEqual(expect.first && spell(entries[0], expect.first, false), expect.first);
    return;
  }
  assert.equal(entries.length, expect.entries.length);
  expect.entries.forEach((expected, index) => {
    // One origin splits an empty list into one empty option.
    const { superOptions = [] } = expected;
    const cleaned = superOptions.includes('') ? { ...expected, superOptions: [] } : expected;
    assert.deepEqual(spell(entries[index], cleaned, id.startsWith('procfs')), cleaned);
  });
});

describe('parseMountInfo', () => {
  const only = (line: string) => {
    const { entries, unparsed } = parseMountInfo(line);
    assert.deepEqual(unparsed, []);
    return entries[0];
  };

  it('reads a source that is a dash, bare or with blanks', () => {
    assert.equal(only('22 13 0:19 / /m rw - tmpfs - rw')?.source, '-');
    assert.equal(only('22 13 0:19 / /m rw - tmpfs \\040-\\040 rw')?.source, ' - ');
    assert.equal(only('22 13 0:19 / - rw shared:1 - tmpfs - rw')?.mountPoint, '-');
  });

  it('reads an empty source and empty super options', () => {
    const entry = only('279 23 0:108 / /tmp/bb rw,relatime - tmpfs  rw,size=4k');
    assert.equal(entry?.source, '');
    assert.deepEqual(entry.superOptions.map(formatOption), ['rw', 'size=4k']);
    assert.deepEqual(only('30 1 253:0 / / rw - ext4 /dev/sda1 ')?.superOptions, []);
    assert.equal(only('30 1 253:0 / / rw - ext4   ro,cache=a b')?.source, '');
  });

  it('keeps super options that hold raw blanks', () => {
    const entry = only('31 21 0:23 / /m rw - cifs //h/s rw,unc=\\\\h\\A B,soft');
    assert.deepEqual(entry?.superOptions.map(formatOption), ['rw', 'unc=\\\\h\\A B', 'soft']);
  });

  it('unescapes super options once', () => {
    const entry = only('31 21 0:23 / / ro - overlay overlay ro,lowerdir=/a\\134:b:/c\\040d');
    assert.equal(entry?.superOptions[1]?.value, '/a\\:b:/c d');
  });

  it('keeps white space that the kernel does not escape', () => {
    assert.equal(
      only('1 1 0:1 / /a\u00a0b\u2028c\rd\u3000 rw - nfs4 h:/ rw')?.mountPoint,
      '/a\u00a0b\u2028c\rd\u3000',
    );
  });
});
