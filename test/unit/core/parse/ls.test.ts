import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseLs } from '../../../../src/core/parse/ls';
import type { LsRow } from '../../../../src/core/parse/ls';
import { runConformance } from './conformance';
import { seeded } from './random';

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
  // Not every origin reads it.
  const printed = /^total (\S+)$/m.exec(input)?.[1];
  assert.equal(entries[0]?.total, expect.total?.toString() ?? printed);
});

describe('parseLs', () => {
  it('reads the listings of a Lambda function', () => {
    const root = readFileSync('src/local/demo/recorded/ls-l-root.txt');
    const bin = readFileSync('src/local/demo/recorded/ls-l-bin.txt');
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

  const rowsOf = (...lines: string[]) => {
    const { entries, unparsed } = parseLs(lines.join('\n'));
    assert.deepEqual(unparsed, []);
    return entries.flatMap(listing => listing.rows);
  };
  const namesOf = (...lines: string[]) => rowsOf(...lines).map(row => row.name);
  const dated = (date: string, name = 'a b') => `-rw-r--r-- 1 root root 4096 ${date} ${name}`;

  it('reads a row of the usual shape as it reads the same row behind an inode', () => {
    const { integer, pick } = seeded(2026);
    // What could be read as part of what comes before a name, or as a row of its own.
    const words = [
      'a',
      '5',
      '13:03',
      '13:03:05',
      'Nov',
      '19',
      '2005',
      '2005-01-02',
      '->',
      'root',
      '',
      'é',
      '\udc80',
      '\t',
      "'x'",
    ];
    const some = (most: number) => Array.from({ length: 1 + integer(most) }, () => pick(words)).join(' ');
    const calendarDate = () =>
      `${pick(['Nov', 'Jan', 'déc.'])} ${pick([' 1', '19', '31', '07'])} ${pick(['13:03', ' 2005', '24:00', '1:02'])}`;
    const date = () => pick([calendarDate(), '2005-01-02', '2005-01-02  ', '31. Jan 2005', ' 1. Jan 2005 ']);
    const identity = () => pick(['root', 'a:b:c', '1000', 'two words', '5,', '?']);
    for (let round = 0; round < 4000; round++) {
      const usualInTen = integer(11);
      const rows = Array.from({ length: 1 + integer(5) }, () =>
        integer(10) < usualInTen
          ? `${pick(['-', 'l', 'd'])}rw-r--r-- 1 root root ${integer(9)} ${pick(['Nov 19 13:03', 'Jan  1  2005'])} ${some(4)}`
          : `${pick(['-', 'l', 'b'])}rw-r--r--${pick(['', '.', '+'])} ${pick(['1', '12'])} ${identity()} ${identity()} ${pick(['4096', '4K', '8, 1'])} ${date()} ${some(4)}`,
      );
      const read = (before: string) => {
        const { entries, unparsed } = parseLs(rows.map(row => before + row).join('\n'));
        return { entries, unparsed: unparsed.map(({ text }) => text.slice(before.length)) };
      };
      assert.deepEqual(read(''), read('7 '), rows.join('\n'));
    }
  });

  describe('dates', () => {
    // As glibc and coreutils print them; the first of a pair is recent, the second old.
    const dates = {
      C: ['Nov 19 13:03', 'Jan  1  2005'],
      am: ['ኖቬም 19 13:03', 'ጃንዩ  1  2005'],
      ar: ['نوف 19 13:03', 'ينا  1  2005'],
      bg: ['19 ное 13:03', ' 1 яну 2005'],
      bn: ['সেপ্টেম্বর  2 03:03', 'জানু       1  2005'],
      ca: ['19 de nov.  13:03', ' 1 de gen.   2005'],
      cs: ['19.\u00a0lis 13.03', ' 1.\u00a0led  2005'],
      et: [' 2. sept  03:03', ' 1. jaan   2005'],
      eu: ['aza 19 13:03', '2005  urt  1'],
      fa: ['سپتامبر  2 03:03', 'مه       1  2005'],
      fi: [' 2. 9. 03:03', ' 1. 1.  2005'],
      fr: [' 2 sept. 03:03', ' 1 mai    2005'],
      he: ['נוב 19 13:03', 'ינו  1  2005'],
      hi: ['सित॰  2 03:03', 'जन॰   1  2005'],
      hu: ['nov   19 13.03', '2005 jan    1'],
      id: ['Nov 19 13:03', 'Jan  1 2005'],
      it: ['19 nov 13.03', ' 1 gen  2005'],
      ja: ['11月 19 13:03', ' 1月  1  2005'],
      km: ['១១ 19 13:03', '១   1  2005'],
      ko: ['11월 19일  13:03', '2005년  1월  1일'],
      lt: ['2026-11-19 13:03', '2005-01-01'],
      mn: ['1-р сар 19 13:03', '1-р сар  1  2005'],
      gv: ['T-arree 19 13:03', 'J-guer  1  2005'],
      sr: ['19. нов. у 13:03', ' 1. јан. 2005.'],
      th: ['พ.ย.  19 13:03', 'ม.ค.   1  2005'],
      vi: ['13:03 19 Thg 11', '19 Thg 1   2005'],
      zh: ['11月19日 13:03', '2005年 1月 1日'],
      iso: ['11-19 13:03'],
      full: ['2026-11-19 13:03:00.000000000 +0000', '2026-11-19 13:03:00 +0000'],
      ctime: ['Thu Nov 19 13:03:05 2026', 'Nov 19 13:03:05 2026'],
      epoch: ['1795093380'],
      own: ['22 Nov 2026', '19.11.2026 13:03', '19/11/2026 10:00:00', '2026-11-19T13:03:05+0000'],
      eucJp: ['11\udcb7\udcee 19 13:03', ' 1\udcb7\udcee  1  2005'],
      koi8r: ['\udcce\udccf\udcd1 19 13:03', '\udcd1\udcce\udcd7  1  2005'],
      gb18030: ['11\udcd4\udcc219\udcc8\udcd5 13:03', '2005\udcc4\udcea 1\udcd4\udcc2 1\udcc8\udcd5'],
    };
    for (const [language, texts] of Object.entries(dates)) {
      it(`reads ${language}`, () => {
        for (const date of texts) {
          for (const name of ['a b', 'Nov 19', 'x 13:03', '-> 2005', '日本 1']) {
            const [row] = rowsOf(dated(date, name));
            assert.deepEqual([row?.modified, row?.name], [date.trimStart(), name]);
          }
        }
        assert.deepEqual(
          namesOf(...texts.flatMap(date => [dated(date, 'x'), dated(date, ' y')])),
          texts.flatMap(() => ['x', ' y']),
        );
      });
    }

    it('refuses what cannot be one', () => {
      for (const date of ['Nov 19', 'Feb 23 30:01', 'Aug 36  2001', 'Nov 01', '13:03', '32. 9. 03:03']) {
        assert.equal(parseLs(dated(date, 'x')).unparsed.length, 1, date);
      }
    });
  });

  describe('years that files seldom have', () => {
    const odd = {
      C: [
        'Dec 31  9999',
        'Jun  5 36812',
        'Jan  1  0001',
        'Nov 19  1303',
        'Jan  1 -2147481748',
        'Dec 31   -44',
      ],
      busybox: ['Jan  1      1', 'Mar  3    999'],
      de: [' 5. Jun  36812', ' 1. Jan  0001'],
      eu: ['36812  eka  5', '0001  urt  1'],
      fi: [' 5. 6.  36812'],
      fr: [' 5 juin  36812', '31 déc.   9999'],
      id: ['Jan  1 9999'],
      ja: [' 6月  5 36812', ' 1月  1  0001'],
      ko: ['36812년  6월  5일', '1년  1월  1일'],
      sr: [' 5. јун. 36812.'],
      zh: ['36812年 6月 5日', '0001年 1月 1日', '1年 1月 1日'],
      iso: ['36812-06-05', '0001-01-01 00:00', '36812-06-05 05:20', '9999-12-31 23:59:59.000000000 +0000'],
      own: ['05.06.36812 13:03', '36812-06-05T13:03:05+0000'],
      seconds: ['0', '-68033', '-2147483648', '1099511627776', '1795093380.5', '-62135596800'],
      noCalendar: ['  67768036191676800', '9223372036854775807'],
    };
    for (const [language, texts] of Object.entries(odd)) {
      it(`are rows: ${language}`, () => {
        for (const date of texts) {
          for (const name of language === 'seconds'
            ? ['a b', '-> 2']
            : ['a b', 'x 13:03', '日本 1', '2005']) {
            const alone = [dated(date, name)];
            const among = [dated('Nov 19 13:03', 'y'), ...alone, dated('Jan  1  2005', 'z')];
            for (const listing of language === 'C' ? [alone, among] : [alone]) {
              const rows = rowsOf(...listing);
              const row = rows.find(found => found.name === name);
              assert.deepEqual(
                [row?.modified, row?.size, row?.group],
                [date.trimStart(), 4096n, 'root'],
                date,
              );
              assert.equal(rows.length, listing.length);
            }
          }
        }
      });
    }

    it('do not make a size or a number of an owner the year', () => {
      const numeric = (date: string, size: number) => `-rw-r--r-- 1 1000 1000 ${size} ${date} x`;
      const rows = rowsOf(
        numeric('Nov 19 13:03', 5),
        numeric('Nov 19 13:03', 4096),
        numeric('Jan  1  0001', 2048),
        numeric('Jun  5 36812', 123456),
      );
      assert.deepEqual(
        rows.map(row => [row.owner, row.group, row.size, row.modified, row.name]),
        [
          ['1000', '1000', 5n, 'Nov 19 13:03', 'x'],
          ['1000', '1000', 4096n, 'Nov 19 13:03', 'x'],
          ['1000', '1000', 2048n, 'Jan  1  0001', 'x'],
          ['1000', '1000', 123456n, 'Jun  5 36812', 'x'],
        ],
      );
      const byAuthor = rowsOf('-rw-r--r-- 1 1000 root 1000 4096 Nov 19 13:03 x');
      assert.deepEqual([byAuthor[0]?.size, byAuthor[0]?.modified], [4096n, 'Nov 19 13:03']);
    });
  });

  describe('padding after a date', () => {
    it('is told from a blank that begins a name by the column of the other names', () => {
      // Polish and --time-style=iso.
      assert.deepEqual(
        namesOf(dated('11-19 13:03', 'new'), dated('2005-01-01 ', 'old'), dated('2005-01-01 ', ' x')),
        ['new', 'old', ' x'],
      );
      // German.
      assert.deepEqual(
        namesOf(dated('19. Nov 13:03', 'neu'), dated(' 1. Jan 2005 ', 'alt'), dated(' 1. Jan 2005 ', '  x')),
        ['neu', 'alt', '  x'],
      );
      // Vietnamese.
      assert.deepEqual(
        namesOf(dated('13:03 19 Thg 11', 'a'), dated('03:03  2 Thg 9 ', 'b'), dated('03:03  2 Thg 9 ', ' c')),
        ['a', 'b', ' c'],
      );
    });

    it('is not assumed in languages that have none', () => {
      assert.deepEqual(namesOf(dated('2026-11-19 13:03', 'a'), dated('2005-01-01', ' b')), ['a', ' b']);
      assert.deepEqual(namesOf(dated('Jan  1  2005', '  zxbox')), ['  zxbox']);
      assert.deepEqual(namesOf(dated('19 nov 13:03', ' a'), dated(' 1 jan  2005', ' b')), [' a', ' b']);
    });

    it('is not inferred from one name', () => {
      assert.deepEqual(namesOf(dated('22 ное 13:03', 'a'), dated(' 1 яну 2005', ' b')), ['a', ' b']);
    });

    it('is what is usual where no other row tells', () => {
      assert.deepEqual(namesOf(dated('2005-01-01 ', 'old.txt')), ['old.txt']);
      assert.deepEqual(namesOf(dated(' 1. Jan 2005 ', 'alt')), ['alt']);
    });

    it('leaves names of blanks alone', () => {
      assert.deepEqual(
        namesOf(dated('Nov 19 13:03', 'a'), dated('Nov 19 13:03', ' '), dated('Nov 19 13:03', '  ')),
        ['a', ' ', '  '],
      );
    });
  });

  it('takes a time zone for part of the date only if every row has one', () => {
    const date = '2026-11-19 13:03:05';
    assert.deepEqual(namesOf(dated(date, 'a'), dated(date, '+0000')), ['a', '+0000']);
    assert.deepEqual(namesOf(dated(`${date} +0000`, 'a'), dated(`${date} +0000`, 'UTC')), ['a', 'UTC']);
  });

  it('keeps every white space and control character in a name, and bytes that are not UTF-8', () => {
    const names = [
      '\r',
      'a\r',
      '\ta\t',
      '\u00a0a',
      '\u3000',
      'a\u2028b',
      '\ufeffa',
      '\u001b[31m',
      '\udcff\udcfe',
      'a ',
    ];
    assert.deepEqual(namesOf('total 4', ...names.map(name => dated('Nov 19 13:03', name))), names);
  });

  it('reads names that look like other parts of a listing', () => {
    const names = [
      'total 42',
      'x:',
      '-> y',
      'a -> b',
      '-rw-r--r-- 1 root root 0 Jan  1  2005 fake',
      '?',
      '5 Nov 1 2005 x',
    ];
    assert.deepEqual(namesOf('total 8', ...names.map(name => dated('Nov 19 13:03', name))), names);
  });

  it('hands back what follows a line break in a name', () => {
    const lines = ['total 0', dated('Nov 19 13:03', 'a'), 'total 42', 'b', dated('Nov 19 13:03', 'c')];
    const { entries, unparsed } = parseLs(lines.join('\n'));
    assert.deepEqual(
      entries[0]?.rows.map(row => row.name),
      ['a', 'c'],
    );
    assert.deepEqual(unparsed, [
      { line: 3, text: 'total 42' },
      { line: 4, text: 'b' },
    ]);
  });

  it('splits a link where its size says, else at the first arrow, and nothing else', () => {
    const link = (size: string, rest: string) => `lrwxrwxrwx 1 root root ${size} Nov 19 13:03 ${rest}`;
    const split = (line: string) => rowsOf(line).map(({ name, target }) => [name, target])[0];
    assert.deepEqual(split(link('4', 'awk -> gawk')), ['awk', 'gawk']);
    assert.deepEqual(split(link('1', 'a -> b -> c')), ['a -> b', 'c']);
    assert.deepEqual(split(link('6', 'a -> b -> c')), ['a', 'b -> c']);
    assert.deepEqual(split(link('6', 'a -> 日本')), ['a', '日本']);
    assert.deepEqual(split(link('2', 'a -> x -> \udcff\udcfe')), ['a -> x', '\udcff\udcfe']);
    assert.deepEqual(split(link('64', '/proc/self/exe -> /usr/bin/ls')), ['/proc/self/exe', '/usr/bin/ls']);
    assert.deepEqual(split(link('4', 'alone')), ['alone', undefined]);
    assert.deepEqual(split(dated('Nov 19 13:03', 'a -> b')), ['a -> b', undefined]);
  });

  it('reads sizes with units, rounded to bytes', () => {
    const sizes = ['0', '306B', '4.0K', '1,5G', '8.0E', '1,234', '5000000000'].map(
      size => rowsOf(`-rw-r--r-- 1 root root ${size} Nov 19 13:03 x`)[0],
    );
    assert.deepEqual(
      sizes.map(row => [row?.size, row?.sizeRounded]),
      [
        [0n, false],
        [306n, true],
        [4096n, true],
        [3n * 2n ** 29n, true],
        [2n ** 63n, true],
        [1234n, false],
        [5_000_000_000n, false],
      ],
    );
    assert.deepEqual(
      rowsOf('-rw-r--r-- 1 a a 4.1k Nov 19 13:03 x', '-rw-r--r-- 1 a a 2M Nov 19 13:03 y').map(
        row => row.size,
      ),
      [4100n, 2_000_000n],
    );
  });

  it('reads devices, also without owner or group', () => {
    const rows = rowsOf(
      'crw-rw-rw- 1 root root   1,   3 Nov 19 13:03 null',
      'brw-rw---- 1 root disk 259, 65536 Nov 19 13:03 nvme',
      'crw-------   1 root     sys      109,767 Jul  2  2004 pci@1c,600000:devctl',
    );
    assert.deepEqual(
      rows.map(row => [row.device, row.size, row.group]),
      [
        ['1, 3', undefined, 'root'],
        ['259, 65536', undefined, 'disk'],
        ['109, 767', undefined, 'sys'],
      ],
    );
    const [row] = rowsOf('crw-rw-rw- 1 root 1, 3 Nov 19 13:03 null');
    assert.deepEqual([row?.owner, row?.group, row?.device], ['root', undefined, '1, 3']);
  });

  it('reads files that ls could not stat', () => {
    const rows = rowsOf(
      'total 4',
      '-rw-r--r-- 1 root root 4096 Nov 19 13:03 here',
      '-????????? ? ?    ?       ?            ? gone',
      'd????????? ? ?    ?       ?            ? ? and more',
    );
    assert.deepEqual(rows.slice(1), [
      { name: 'gone', type: '-', mode: '-?????????', sizeRounded: false, modified: '?' },
      { name: '? and more', type: 'd', mode: 'd?????????', sizeRounded: false, modified: '?' },
    ]);
    assert.deepEqual(namesOf('? ?????????? ? ? ? ? ? x', '5 -rw-r--r-- 1 a b 0 Nov 19 13:03 y'), ['x', 'y']);
    assert.deepEqual(namesOf('-rw-r--r-- 1 a 0 Nov 19 13:03 y', '?????????? ? ? ? ? x'), ['y', 'x']);
  });

  it('reads inodes, blocks, ids, contexts, authors and what -o and -g leave out', () => {
    const identities = (line: string) =>
      rowsOf(line).map(row => [row.links, row.owner, row.group, row.size, row.name])[0];
    const rest = 'Nov 19 13:03 x';
    assert.deepEqual(identities(`2606757 -rw-r--r-- 2 0 990 2005 ${rest}`), [2, '0', '990', 2005n, 'x']);
    assert.deepEqual(identities(`2606757   4.0K -rw-r--r-- 2 a b 5 ${rest}`), [2, 'a', 'b', 5n, 'x']);
    assert.deepEqual(identities(`-rw-r--r--. 1 a b system_u:object_r:etc_t:s0 5 ${rest}`), [
      1,
      'a',
      'b',
      5n,
      'x',
    ]);
    assert.deepEqual(identities(`-rw-r--r-- 1 a b ? 5 ${rest}`), [1, 'a', 'b', 5n, 'x']);
    assert.deepEqual(identities(`-rw-r--r-- 1 a b a 5 ${rest}`), [1, 'a', 'b', 5n, 'x']);
    assert.deepEqual(identities(`-rw-r--r-- 1 a 5 ${rest}`), [1, 'a', undefined, 5n, 'x']);
    assert.deepEqual(identities(`-rw-r--r-- 1 5 ${rest}`), [1, undefined, undefined, 5n, 'x']);
    assert.deepEqual(identities(`drwx------ 4 maxm Domain Users 512 ${rest}`), [
      4,
      'maxm',
      'Domain Users',
      512n,
      'x',
    ]);
    assert.deepEqual(identities(`drwx------ 4 john smith   staff 512 ${rest}`), [
      4,
      'john smith',
      'staff',
      512n,
      'x',
    ]);
  });

  it('decides by all rows which numbers are owners', () => {
    // The first row alone could be one without a group, with a date that begins with its year.
    const rows = rowsOf('-rw-r--r-- 1 5 7 2005 Nov 19 13:03 x', '-rw-r--r-- 1 5 7    0 Nov 19 13:03 y');
    assert.deepEqual(
      rows.map(row => [row.group, row.size, row.name]),
      [
        ['7', 2005n, 'x'],
        ['7', 0n, 'y'],
      ],
    );
  });

  it('keeps the mark of an access control list and refuses modes that are none', () => {
    const modes = [
      '-rwsr-xr-x',
      '-rwSr-Sr--',
      'drwxrwxrwt',
      '-rw-r--r-T',
      'drwx------+',
      '-rw-r--r--.',
      '-rw-r--r--@',
      'srwxr-xr-x',
    ];
    assert.deepEqual(
      rowsOf(...modes.map(mode => `${mode} 1 a b 0 Nov 19 13:03 x`)).map(row => row.mode),
      modes,
    );
    for (const mode of ['-rw-r--rgb', 'qrw-r--r--', '-rw-r--r--++', '-rw-r--r', '-xrwr--r--']) {
      assert.equal(parseLs(`${mode} 1 a b 0 Nov 19 13:03 x`).unparsed.length, 1, mode);
    }
  });

  it('reads several listings with headings and totals in any language', () => {
    const { entries, unparsed } = parseLs(
      [
        dated('Nov 19 13:03', 'file'),
        '',
        './a:b:',
        'insgesamt 4,0K',
        dated('Nov 19 13:03', 'x'),
        '',
        './leer:',
        'insgesamt 0',
        '',
        './empty:',
        '',
        "'./sp ace':",
        '合計 0',
        '',
      ].join('\n'),
    );
    assert.deepEqual(unparsed, []);
    assert.deepEqual(
      entries.map(({ path, total, rows }) => [path, total, rows.length]),
      [
        [undefined, undefined, 1],
        ['./a:b', '4,0K', 1],
        ['./leer', '0', 0],
        ['./empty', undefined, 0],
        ["'./sp ace'", '0', 0],
      ],
    );
    assert.deepEqual(parseLs('total 0\n').entries, [{ path: undefined, total: '0', rows: [] }]);
    assert.deepEqual(parseLs('total 4K     \n').entries, [{ path: undefined, total: '4K', rows: [] }]);
  });

  it('hands back lines around a listing', () => {
    const text =
      'START RequestId: 8286 Version: $LATEST\ntotal 0\nls: cannot access x: Permission denied\nEND RequestId: 8286\n';
    const { entries, unparsed } = parseLs(text);
    assert.equal(entries.length, 1);
    assert.deepEqual(
      unparsed.map(line => line.line),
      [1, 3, 4],
    );
  });

  it('takes no line with a colon for a heading that is none', () => {
    const lines = ['note:', 'about', '', 'END:', 'more'];
    assert.equal(parseLs(lines.join('\n')).unparsed.length, 4);
  });

  it('takes away the blank that aligns names beside quoted ones, and keeps the quotes', () => {
    assert.deepEqual(
      namesOf(
        dated('Nov 19 13:03', ' plain'),
        dated('Nov 19 13:03', "'a b'"),
        dated('Nov 19 13:03', `"it's"`),
      ),
      ['plain', "'a b'", `"it's"`],
    );
    assert.deepEqual(namesOf(dated('Nov 19 13:03', 'plain'), dated('Nov 19 13:03', "'a b'")), [
      'plain',
      "'a b'",
    ]);
  });
});
