import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseDf } from '../../../../src/core/parse/df';
import { runConformance } from './conformance';

interface ExpectedRow {
  readonly filesystem: string;
  readonly mountedOn: string;
  readonly type?: string;
  readonly blocks?: number;
  readonly used?: number;
  readonly available?: number;
  readonly usePercent: number | null;
}

runConformance<{ rows: ExpectedRow[] }>('df.jsonl', ({ input, expect }) => {
  const { entries, unparsed } = parseDf(input);
  assert.deepEqual(unparsed, []);
  const unit = input.includes('512-blocks') ? 512 : 1024;
  assert.equal(entries.length, expect.rows.length);
  expect.rows.forEach((row, index) => {
    const entry = entries[index];
    const scaled = (size: number | undefined) =>
      size === undefined ? undefined : BigInt(size) * BigInt(unit);
    assert.equal(entry?.source, row.filesystem);
    assert.equal(entry.mountPoint, row.mountedOn);
    assert.equal(entry.fsType, row.type);
    assert.equal(entry.usedPercent, row.usePercent ?? undefined);
    // The origin does not read what df rounds.
    assert.equal(entry.rounded, row.blocks === undefined);
    assert.deepEqual(
      row.blocks === undefined ? [] : [entry.total, entry.used, entry.available],
      row.blocks === undefined ? [] : [row.blocks, row.used, row.available].map(scaled),
    );
  });
});

describe('parseDf', () => {
  it('reads the output of a Lambda function with EFS', () => {
    const { entries, unparsed } = parseDf(readFileSync('src/local/demo/recorded/df-h.txt'));
    assert.equal(entries.length, 6);
    assert.deepEqual(unparsed, []);
    assert.deepEqual(entries.at(-1), {
      source: '127.0.0.1:/',
      total: 2n ** 63n,
      used: 0n,
      available: 2n ** 63n,
      usedPercent: 0,
      mountPoint: '/mnt/efs',
      rounded: true,
      printed: ['8.0E', '0', '8.0E'],
    });
  });

  const read = (...lines: string[]) => {
    const { entries, unparsed } = parseDf(lines.join('\n'));
    assert.deepEqual(unparsed, []);
    return entries;
  };
  const header = 'Filesystem 1K-blocks Used Available Use% Mounted on';

  it("reads EFS's 8 EiB exactly", () => {
    const [row] = read(header, '127.0.0.1:/ 9007199254739968 0 9007199254739968 0% /mnt/efs');
    assert.equal(row?.total, 9007199254739968n * 1024n);
    assert.equal(row.rounded, false);
    const [older] = read(
      'Filesystem Type 1K-blocks Used Available Use% Mounted on ',
      'host :/ nfs4 9007199254740992 0 9007199254740992 0% /mnt/efs',
    );
    assert.deepEqual([older?.source, older?.fsType, older?.total], ['host :/', 'nfs4', 2n ** 63n]);
  });

  it('scales by the block size of the header, in any language', () => {
    const total = (name: string) =>
      read(`Dateisystem ${name} Benutzt Verfügbar Verw% Eingehängt auf`, 'a 3 1 2 4% /')[0]?.total;
    assert.deepEqual(
      [
        '1K-Blöcke',
        '1024-Blöcke',
        '512-blocks',
        '1B-blocks',
        '1M-blocks',
        '1kB-blocks',
        '1MB-blocks',
        'bloques de 1K',
        'Inodes',
      ].map(total),
      [3072n, 3072n, 1536n, 3n, 3n * 1024n ** 2n, 3000n, 3_000_000n, 3072n, 3n],
    );
    assert.equal(read('a 3 1 2 4% /')[0]?.total, 3072n);
  });

  it('reads sizes with units', () => {
    const rows = read(
      'Filesystem Size Used Avail Use% Mounted on',
      'a 8.0E 1,5G 872K 81% /',
      'b 0 512 4.0Gi 0% /b',
    );
    assert.deepEqual(
      rows.map(row => [row.total, row.used, row.available, row.rounded]),
      [
        [2n ** 63n, 3n * 2n ** 29n, 872n * 1024n, true],
        [0n, 512n, 2n ** 32n, true],
      ],
    );
    // -H and --si write a small k.
    assert.deepEqual(
      read('Filesystem Size Used Avail Use% Mounted on', 'a 8.6G 872k 1M 81% /').map(row => [
        row.total,
        row.used,
        row.available,
      ]),
      [[8_600_000_000n, 872_000n, 1_000_000n]],
    );
  });

  it('leaves out what df prints as a dash', () => {
    assert.deepEqual(read(header, 'proc - - - - /proc')[0], {
      source: 'proc',
      mountPoint: '/proc',
      rounded: false,
      printed: ['-', '-', '-'],
    });
  });

  it('reads a per cent below 0, above 100, huge, with a fraction, and of nothing', () => {
    const rows = read(
      header,
      'fs:/ 100 -5 105 -5% /negative',
      'fs:/ 100 200 -100 200% /full',
      'fs:/ 1 18446744073709551615 0 18446744073709551615% /huge',
      'fs:/ 100 5 95 5.4% /fraction',
      'fs:/ 100 5 95 5,4% /comma',
      'fs:/ 0 0 0 nan% /nothing',
      'fs:/ 0 0 0 -nan% /less',
      'fs:/ -1 -1 -1 -0% /minus',
    );
    assert.deepEqual(
      rows.map(row => [row.mountPoint, row.used, row.usedPercent]),
      [
        ['/negative', -5n * 1024n, -5],
        ['/full', 200n * 1024n, 200],
        ['/huge', 18446744073709551615n * 1024n, 18446744073709552000],
        ['/fraction', 5n * 1024n, 5.4],
        ['/comma', 5n * 1024n, 5.4],
        ['/nothing', 0n, undefined],
        ['/less', 0n, undefined],
        ['/minus', -1024n, -0],
      ],
    );
  });

  it('reads sources that are empty, dashes, numbers or words, and names with blanks', () => {
    const rows = read(
      'Filesystem       1K-blocks  Used Available Use% Mounted on',
      '                      1024     0      1024   0% /empty',
      '-                     1024     0      1024   0% /dash',
      ' -                    1024     0      1024   0% /dashes',
      '-                        -     -         -    - /all',
      'host:/vol name        1024     0      1024   0% /a b',
      'x 1 2 3 4% /y         1024     0      1024   0% /source',
      'src                   1024     0      1024   0% /1 2 3 4% /y',
      'none                  1024     0      1024   0% /trail ',
    );
    assert.deepEqual(
      rows.map(row => [row.source, row.mountPoint]),
      [
        ['', '/empty'],
        ['-', '/dash'],
        [' -', '/dashes'],
        ['-', '/all'],
        ['host:/vol name', '/a b'],
        ['x 1 2 3 4% /y', '/source'],
        ['src', '/1 2 3 4% /y'],
        ['none', '/trail '],
      ],
    );
    assert.ok(rows.every(row => row.fsType === undefined));
  });

  it('joins rows that busybox wraps, with and without type', () => {
    const rows = read(
      'Filesystem           1K-blocks      Used Available Use% Mounted on',
      'fs-0779524599b7d5e7e.efs.us-west-1.amazonaws.com:/',
      '                     9007199254739968      0 9007199254739968   0% /efs',
      'a name that is longer than twenty',
      '                          1024         0      1024   0% /b',
    );
    assert.deepEqual(
      rows.map(row => [row.source, row.fsType]),
      [
        ['fs-0779524599b7d5e7e.efs.us-west-1.amazonaws.com:/', undefined],
        ['a name that is longer than twenty', undefined],
      ],
    );
    const [first, second] = read(
      'Filesystem           Type       1K-blocks      Used Available Use% Mounted on',
      'model_tools_unavailable',
      '                     tmpfs              4         0         4   0% /mnt',
      '                     tmpfs              4         0         4   0% /empty',
    );
    assert.deepEqual([first?.source, first?.fsType], ['model_tools_unavailable', 'tmpfs']);
    assert.deepEqual([second?.source, second?.fsType], ['', 'tmpfs']);
  });

  it('tells a column of types by its place, in any language', () => {
    const rows = read(
      'ファイルシス    タイプ 1K-ブロック  使用 使用可 使用% マウント位置',
      '/dev/vda        ext4          1024     0   1024    0% /',
      '日本語 ソース   tmpfs         1024     0   1024    0% /日本語',
    );
    assert.deepEqual(
      rows.map(row => [row.source, row.fsType]),
      [
        ['/dev/vda', 'ext4'],
        ['日本語 ソース', 'tmpfs'],
      ],
    );
    assert.equal(
      read('127.0.0.1:/    nfs4     9007199254739968       0 9007199254739968    0% ~/efs-mount')[0]?.fsType,
      'nfs4',
    );
    assert.equal(read(header, 'host:/my nfs4 1024 0 1024 0% /m')[0]?.source, 'host:/my nfs4');
  });

  it('decodes the escapes that busybox and uutils leave', () => {
    assert.equal(read(header, 'a b 1 0 1 0% /', '\\043hash\\040x 1 0 1 0% /m')[1]?.source, '#hash\\040x');
    assert.equal(read(header, 'host:/a\\040b 1 0 1 0% /m')[0]?.source, 'host:/a b');
  });

  it('takes words that could be a heading for a source below a heading', () => {
    const words = 'disk of the second 5%er';
    assert.deepEqual(
      read(header, 'a 1 0 1 0% /', words, '                   1 0 1 0% /m').map(row => row.source),
      ['a', words],
    );
  });

  it('hands back lines that are no rows, and reads several tables', () => {
    const { entries, unparsed } = parseDf(
      [
        'START RequestId: 8286 Version: $LATEST',
        'df: /mnt/x: Stale file handle',
        header,
        'a 1 0 1 0% /',
        'b 1 0 1',
        '6.5G  1.6G  81M  1% /cut',
        'Filesystem Size Used Avail Use% Mounted on',
        'a 1K 0 1K 0% /',
        'END RequestId: 8286',
      ].join('\n'),
    );
    assert.deepEqual(
      entries.map(row => [row.total, row.rounded]),
      [
        [1024n, false],
        [1024n, true],
      ],
    );
    assert.deepEqual(
      unparsed.map(line => line.line),
      [1, 2, 5, 6, 9],
    );
  });

  it('hands back a damaged row above another, and does not take it for a heading', () => {
    for (const damaged of ['fs:/ 100 5 95 x% /mnt', 'fs:/ 100 5 95 /mnt', 'none 100 5 95 %']) {
      const { entries, unparsed } = parseDf([header, damaged, 'a 1 0 1 0% /'].join('\n'));
      assert.deepEqual([entries.map(row => row.mountPoint), unparsed], [['/'], [{ line: 2, text: damaged }]]);
    }
  });

  it('reads the inode columns of macOS as no part of the name', () => {
    const [row] = read(
      'Filesystem 512-blocks Used Available Capacity iused ifree %iused  Mounted on',
      'map auto_home 0 0 0 100% 0 0 100%   /System/Volumes/Data/home',
    );
    assert.deepEqual(
      [row?.source, row?.mountPoint, row?.usedPercent],
      ['map auto_home', '/System/Volumes/Data/home', 100],
    );
  });
});
