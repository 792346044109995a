import assert from 'node:assert/strict';
import { parseDf } from '../../../../src/core/parse/df';
import { parseLs } from '../../../../src/core/parse/ls';

describe('columns of ls', () => {
  const rowsOf = (...lines: readonly string[]) => {
    const { entries, unparsed } = parseLs(lines.join('\n'));
    assert.deepEqual(unparsed, []);
    return entries.flatMap(({ rows }) => rows);
  };
  const dated = (date: string, name: string) => `-rw-r--r-- 1 root root 4096 ${date} ${name}`;
  const namesOf = (...rows: readonly (readonly [date: string, name: string])[]) =>
    rowsOf(...rows.map(([date, name]) => dated(date, name))).map(({ name }) => name);

  it('are those of names where two narrower dates are followed by more than one blank', () => {
    const wide = ['22 ное 13:03', 'x'] as const;
    assert.deepEqual(namesOf(wide, [' 1 яну 2005 ', 'b'], [' 2 яну 2005 ', 'c']), ['x', 'b', 'c']);
    assert.deepEqual(namesOf([' 1 яну 2005 ', 'b'], [' 2 яну 2005 ', 'c'], wide), ['b', 'c', 'x']);
    // What is more than the column begins the names.
    assert.deepEqual(namesOf(wide, [' 1 яну 2005 ', ' b'], [' 2 яну 2005 ', ' c']), ['x', ' b', ' c']);
    // One of them shows that there is no padding.
    assert.deepEqual(namesOf(wide, [' 1 яну 2005', 'b'], [' 2 яну 2005', ' c']), ['x', 'b', ' c']);
    // No other row tells of a column.
    assert.deepEqual(namesOf([' 1 яну 2005', ' b'], [' 2 яну 2005', ' c']), [' b', ' c']);
    // The only other names are further left, or too far right.
    assert.deepEqual(namesOf(['2 яну 2005', 'x'], ['22 яну 2005', ' b'], ['23 яну 2005', ' c']), [
      'x',
      ' b',
      ' c',
    ]);
    assert.deepEqual(namesOf(['22 ноември 13:03', 'x'], [' 1 яну 2005', ' b'], [' 2 яну 2005', ' c']), [
      'x',
      ' b',
      ' c',
    ]);
  });

  it('are those of names where one date is of a kind that is known to be padded', () => {
    assert.deepEqual(namesOf(['11-19 13:03', 'new'], ['2005-01-01 ', 'old']), ['new', 'old']);
    assert.deepEqual(namesOf(['11-19 13:03', 'new'], ['2005-01-01 ', ' old']), ['new', ' old']);
    // Nothing is as wide as the names would have to be.
    assert.deepEqual(namesOf(['2026-11-19 13:03', 'new'], ['2005-01-01', ' old']), ['new', ' old']);
  });

  it('are the nearest of names, where there are several', () => {
    assert.deepEqual(
      namesOf(['22 ноем 13:03', 'y'], ['22 ное 13:03', 'x'], [' 1 яну 2005 ', ' b'], [' 2 яну 2005 ', ' c']),
      ['y', 'x', ' b', ' c'],
    );
  });

  it('do not move a name behind a time, which is never padded', () => {
    assert.deepEqual(
      namesOf(['2026-11-19 13:03:05', 'x'], ['2026-11-19 13:03', '   b'], ['2026-11-19 13:04', '   c']),
      ['x', '   b', '   c'],
    );
  });

  it('count what takes two columns, or none', () => {
    // Each date is of other characters: their widths count, not their lengths.
    assert.deepEqual(namesOf(['11月19日 13:03', 'x'], ['2005年1月 1日 ', 'b'], ['2005年1月 2日 ', 'c']), [
      'x',
      'b',
      'c',
    ]);
    assert.deepEqual(namesOf(['सित॰  2 03:03', 'x'], ['जन॰  1 2005  ', 'b'], ['जन॰  2 2005  ', 'c']), [
      'x',
      'b',
      'c',
    ]);
  });

  it('hold a mark of the half day and a zone only where all rows with seconds have them', () => {
    const date = '11/19/2026 03:04:05';
    assert.deepEqual(namesOf([`${date} PM UTC`, 'x'], [`${date} AM UTC`, 'y']), ['x', 'y']);
    assert.deepEqual(namesOf([`${date} PM UTC`, 'x'], [`${date} AM`, 'y']), ['UTC x', 'y']);
    assert.deepEqual(namesOf([`${date} PM UTC`, 'x'], [date, 'y']), ['PM UTC x', 'y']);
    assert.deepEqual(namesOf([`${date} UTC`, 'x'], [`${date} +0100`, 'y'], [`${date} CEST`, 'z']), [
      'x',
      'y',
      'z',
    ]);
    // Without seconds there is no zone, and no row of it counts.
    assert.deepEqual(namesOf(['11/19/2026 03:04', 'UTC y'], [`${date} UTC`, 'x']), ['UTC y', 'x']);
    for (const other of ['utc', 'ABCDET', '+100', '+01000', 'PMT5']) {
      assert.deepEqual(namesOf([date, `${other} x`]), [`${other} x`], other);
    }
    // A name is what is left at least.
    assert.deepEqual(namesOf([date, 'UTC']), ['UTC']);
    assert.deepEqual(namesOf([date, ' UTC x']), [' UTC x']);
  });

  it('hold dates that calendars have', () => {
    const isRow = (date: string) => parseLs(dated(date, 'x')).entries[0]?.rows[0]?.modified === date;
    const rows: readonly (readonly [date: string, isOne: boolean])[] = [
      ['31 ное 13:03', true],
      ['32 ное 13:03', false],
      ['0 ное 13:03', false],
      ['1 12 13:03', true],
      ['1 13 13:03', false],
      ['1 0 13:03', false],
      ['19 Thg 12 13:03', true],
      ['19 Thg 13 13:03', false],
      ['12月 31 13:03', true],
      ['13月 31 13:03', false],
      ['2005年 12月 31日', true],
      ['2005年 12月 32日', false],
      ['2005年 0月 1日', false],
      ['1 яну 24:59', true],
      ['1 яну 25:00', false],
      ['1 яну 23:60', false],
      ['1 яну 23:59:60', true],
      ['1 яну 23:59:70', false],
      ['a b яну 1 13:03', true],
      ['a b c яну 1 13:03', false],
      [`1 ${'я'.repeat(24)} 13:03`, true],
      [`1 ${'я'.repeat(25)} 13:03`, false],
    ];
    for (const [date, isOne] of rows) {
      assert.equal(isRow(date), isOne, date);
    }
  });

  it('are told from a size that looks like a year or seconds by where the other rows have them', () => {
    const sized = (size: number, date: string) => `-rw-r--r-- 1 root ${size} ${date} x`;
    const read = (...lines: readonly string[]) =>
      rowsOf(...lines).map(({ size, modified, name }) => [size, modified, name]);
    assert.deepEqual(read(sized(2005, '1 яну 2006')), [[2005n, '1 яну 2006', 'x']]);
    assert.deepEqual(read(sized(1795093380, '1795093381')), [[1795093380n, '1795093381', 'x']]);
    for (const [seconds, isOne] of [
      ['99999999', false],
      ['999999999', true],
      ['99999999999', true],
      ['1795093380.123456789', true],
    ] as const) {
      const [row] = rowsOf(`-rw-r--r-- 1 root root 5 ${seconds} Nov 19 13:03 x`);
      assert.equal(row?.modified === seconds, isOne, seconds);
    }
  });
});

describe('columns of df', () => {
  const read = (...lines: readonly string[]) => {
    const { entries, unparsed } = parseDf(lines.join('\n'));
    assert.deepEqual(unparsed, []);
    return entries.map(({ source, fsType, mountPoint }) => [source, fsType, mountPoint]);
  };

  it('are of types where more than half of them stand below a word of the heading', () => {
    const heading = 'Dateisystem     Typ   1K-Blöcke Benutzt Verfügbar Verw% Eingehängt auf';
    const inLine = '/dev/vda        ext4       1024       0      1024    0% /';
    const outOfLine = 'quelle       tmpfs       1024       0      1024    0% /b';
    assert.deepEqual(read(heading, inLine), [['/dev/vda', 'ext4', '/']]);
    assert.deepEqual(read(heading, inLine, inLine, outOfLine), [
      ['/dev/vda', 'ext4', '/'],
      ['/dev/vda', 'ext4', '/'],
      ['quelle', 'tmpfs', '/b'],
    ]);
    // As many out of line as in it: the words may be of the sources.
    assert.deepEqual(read(heading, inLine, outOfLine), [
      ['/dev/vda        ext4', undefined, '/'],
      ['quelle       tmpfs', undefined, '/b'],
    ]);
    // Each row has to have one.
    assert.deepEqual(read(heading, inLine, inLine, 'quelle     1024       0      1024    0% /b'), [
      ['/dev/vda        ext4', undefined, '/'],
      ['/dev/vda        ext4', undefined, '/'],
      ['quelle', undefined, '/b'],
    ]);
    // The English word is enough, wherever it stands.
    assert.deepEqual(read('Filesystem Type 1K-blocks Used Available Use% Mounted on', inLine, outOfLine), [
      ['/dev/vda', 'ext4', '/'],
      ['quelle', 'tmpfs', '/b'],
    ]);
  });

  it('are of types without a heading where all of them are known', () => {
    const nfs = '127.0.0.1:/ nfs4 1024 0 1024 0% /mnt';
    assert.deepEqual(read(nfs, '/dev/vda ext4 1024 0 1024 0% /'), [
      ['127.0.0.1:/', 'nfs4', '/mnt'],
      ['/dev/vda', 'ext4', '/'],
    ]);
    assert.deepEqual(read(nfs, '/dev/vda volume 1024 0 1024 0% /'), [
      ['127.0.0.1:/ nfs4', undefined, '/mnt'],
      ['/dev/vda volume', undefined, '/'],
    ]);
  });

  it('of percentages tell numbers of a name from those of the file system', () => {
    const heading = 'Filesystem     1K-blocks  Used Available Use% Mounted on';
    const plain = '/dev/vda            1024     0      1024   0% /';
    const named = 'src                 1024     0      1024   0% /a 1 2 3 4% /y';
    const numbers = ['src', undefined, '/a 1 2 3 4% /y'];
    assert.deepEqual(read(heading, plain, named).at(-1), numbers);
    assert.deepEqual(read(heading, plain, 'a 1 2 3 4% /y       1024     0      1024   0% /z').at(-1), [
      'a 1 2 3 4% /y',
      undefined,
      '/z',
    ]);
    // Only rows that can be read in one way tell of the column.
    assert.deepEqual(read(heading, named, named, plain).slice(0, 2), [numbers, numbers]);
    // Where most stand counts, in columns of the terminal.
    const moved = '/dev/a-longer-name-than-that     1024     0      1024   0% /';
    const wide = '日本                1024     0      1024   0% /a 1 2 3 4% /y';
    assert.deepEqual(read(heading, moved, plain, plain, wide).at(-1), ['日本', ...numbers.slice(1)]);
    // Without such a row the last percentage counts.
    assert.deepEqual(read(heading, 'src 1 2 3 4% /a 1 2 3 4% /y'), [['src 1 2 3 4% /a', undefined, '/y']]);
  });

  it('begin where the least indented line does, and end where the heading says', () => {
    assert.deepEqual(
      read(
        '  Filesystem 1K-blocks Used Available Use% Mounted on',
        '  a               1024    0      1024   0% /',
        '   b              1024    0      1024   0% /b ',
      ),
      [
        ['a', undefined, '/'],
        [' b', undefined, '/b '],
      ],
    );
    assert.deepEqual(
      read(
        'Filesystem 1K-blocks Used Available Use% Mounted on   ',
        'a               1024    0      1024   0% /            ',
        'b               1024    0      1024   0% /b c         ',
      ),
      [
        ['a', undefined, '/'],
        ['b', undefined, '/b c'],
      ],
    );
  });

  it('of a row whose source is on the line above begin at the ninth', () => {
    const heading = 'Filesystem 1K-blocks Used Available Use% Mounted on';
    const source = 'a-source-that-is-long';
    assert.deepEqual(read(heading, source, `${' '.repeat(8)}1024 0 1024 0% /`), [[source, undefined, '/']]);
    const { entries, unparsed } = parseDf([heading, source, `${' '.repeat(7)}1024 0 1024 0% /`].join('\n'));
    assert.deepEqual([entries.map(row => row.mountPoint), unparsed.map(({ line }) => line)], [['/'], [1, 2]]);
  });
});
