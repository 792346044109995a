import assert from 'node:assert/strict';
import { parseMountCommand } from '../../../../src/core/parse/mountCommand';
import { formatOption, optionValue } from '../../../../src/core/parse/optionString';
import { readShared, runConformance } from './conformance';

interface ExpectedRow {
  readonly filesystem?: string;
  readonly mount_point?: string;
  readonly type?: string;
  readonly source?: string;
  readonly target?: string;
  readonly fstype?: string;
  /** On macOS with the type as the first. */
  readonly options: readonly string[];
  readonly kv_options?: Readonly<Record<string, string>>;
}

runConformance<{ rows: ExpectedRow[] }>('findmnt.jsonl', ({ input, expect }) => {
  const { entries, unparsed } = parseMountCommand(input);
  assert.deepEqual(unparsed, []);
  assert.equal(entries.length, expect.rows.length);
  expect.rows.forEach((row, index) => {
    const entry = entries[index];
    assert.ok(entry);
    assert.equal(entry.source, row.source ?? row.filesystem);
    assert.equal(entry.mountPoint, row.target ?? row.mount_point);
    const type = row.fstype ?? row.type;
    const options = entry.options.map(formatOption);
    assert.equal(type ?? entry.fsType, entry.fsType);
    const expected = [
      ...row.options,
      ...Object.entries(row.kv_options ?? {}).map(([key, value]) => `${key}=${value}`),
    ];
    assert.deepEqual(new Set(type === undefined ? [entry.fsType, ...options] : options), new Set(expected));
  });
});

describe('parseMountCommand', () => {
  it('reads EFS mounts as people paste them', function () {
    const text = readShared('samples/datalad-issue-7677-2024__mount-two-efs.txt');
    if (!text) {
      this.skip();
    }
    const { entries } = parseMountCommand(text);
    assert.deepEqual(
      entries.map(entry => [
        entry.source,
        entry.mountPoint,
        entry.fsType,
        optionValue(entry.options, 'port'),
      ]),
      [
        ['127.0.0.1:/', '/home/jovyan', 'nfs4', '20375'],
        ['127.0.0.1:/', '/home/jovyan/shared', 'nfs4', '20573'],
      ],
    );
  });

  it('reads names with blanks and words of its own', () => {
    const { entries, unparsed } = parseMountCommand(
      'a on b on /m type x type nfs4 (rw,context="a,b") [label]\n on /empty type tmpfs (rw)\n/dev/a on /t  type ext4 (ro)\n',
    );
    assert.deepEqual(unparsed, []);
    assert.deepEqual(
      entries.map(entry => [entry.source, entry.mountPoint, entry.fsType]),
      [
        ['a on b', '/m type x', 'nfs4'],
        ['', '/empty', 'tmpfs'],
        ['/dev/a', '/t ', 'ext4'],
      ],
    );
    assert.equal(optionValue(entries[0]?.options ?? [], 'context'), 'a,b');
  });

  it('reads findmnt by its columns, wide characters and escapes included', () => {
    const { entries, unparsed } = parseMountCommand(
      [
        'TARGET            SOURCE         FSTYPE OPTIONS',
        '/                 /dev/vda       ext4   rw,relatime',
        '├─/mnt/日本語     日本語 ソース  nfs4   rw,hard',
        '│ └─/a b\\x0ac\\xff  host:/vol name nfs4   rw',
        '└─/empty                         tmpfs  rw',
      ].join('\n'),
    );
    assert.deepEqual(unparsed, []);
    assert.deepEqual(
      entries.map(entry => [entry.source, entry.mountPoint]),
      [
        ['/dev/vda', '/'],
        ['日本語 ソース', '/mnt/日本語'],
        ['host:/vol name', '/a b\nc\udcff'],
        ['', '/empty'],
      ],
    );
  });

  it('hands back what is neither', () => {
    const text = 'START RequestId: 8286 on /x\nmount: /x: permission denied (really)\nfour words of prose';
    assert.deepEqual(
      parseMountCommand(text).unparsed.map(line => line.text),
      text.split('\n'),
    );
  });
});
