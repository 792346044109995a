import { parseDf } from '../../../../src/core/parse/df';
import { parseLs } from '../../../../src/core/parse/ls';
import { parseMountInfo } from '../../../../src/core/parse/mountinfo';
import { parseMounts } from '../../../../src/core/parse/mounts';
import { parseMountStats } from '../../../../src/core/parse/mountstats';
import { parseOptionString } from '../../../../src/core/parse/optionString';
import { displayWidth } from '../../../../src/core/parse/displayWidth';
import { parseSize } from '../../../../src/core/parse/sizes';
import { assertKept } from '../../../harness/golden';
import { mountstats } from '../mountstatsText';

/** One line of JSON, with the digits of big integers. */
function json(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

/** Each text, and what was made of it. */
function kept(name: string, texts: readonly string[], parse: (text: string) => readonly unknown[]): void {
  it(name, () => {
    const parts = texts.map(text =>
      [
        ...text.split('\n').map(line => `> ${json(line).slice(1, -1)}`),
        ...parse(text).map(part => `= ${json(part)}`),
      ].join('\n'),
    );
    assertKept(`test/fixtures/shapes/${name}.txt`, `${parts.join('\n')}\n`);
  });
}

const both = ({
  entries,
  unparsed,
}: {
  readonly entries: readonly unknown[];
  readonly unparsed: readonly unknown[];
}) => [...entries, ...unparsed.map(line => ({ unparsed: line }))];

const dates = [
  'Nov 19 13:03',
  'Nov 19  2025',
  'Nov  1 24:59',
  'Nov  1 25:00',
  'Nov  1 13:60',
  'Nov  1 1:03',
  'Nov  1 13.03',
  'Nov  1 13:03:05 2025',
  'Nov  1 13:03:69 2025',
  'Nov  1 13:03:70 2025',
  'Nov  1 13:03:05',
  'Nov  1 13:03:05 PM',
  'Nov  1 13:03:05 PM CET 2025',
  'Nov  0 13:03',
  'Nov 31 13:03',
  'Nov 32 13:03',
  '31 Nov 13:03',
  '32 Nov 13:03',
  '12 11 13:03',
  '12 13 13:03',
  '13 12 13:03',
  'Nov 19 1599',
  'Nov 19 1600',
  'Nov 19 2999',
  'Nov 19 3000',
  'Nov 19 36812',
  'Nov 19 -5',
  'Nov 19 0001',
  '2025 Nov 19',
  '2025 19 Nov',
  '1. Jan 2025',
  '1. Jan 13:03',
  '19. 11. 13:03',
  '19.11. 13:03',
  '19.11.2025',
  '19.11.25',
  '11/19/25',
  '11/19/2025 13:03',
  '2026-11-19',
  '2026-11-19 13:03',
  '2026-11-19 13:03:05.123456789',
  '2026-11-19 13:03:05.123456789 +0100',
  '2026-11-19 13:03:05.1234567891 +0100',
  '2026-11-19 13:03:05 UTC',
  '2026-11-19 13:03:05 CEST',
  '2026-11-19 13:03:05 ABCD',
  '2026-11-19T13:03',
  '2026-11-19T13:03:05+01:00',
  '2026-11-19T13',
  '11-19 13:03',
  '11-19',
  '-1-11-19',
  '999-11-19',
  '2005年11月 1日',
  '2005年11月1日',
  '11月 19日 13:03',
  '11月19日 13:03',
  '13月19日 13:03',
  '11月32日 13:03',
  '11월 19일 13:03',
  '2005년 11월 1일',
  '13:03 19 Thg 11',
  '13:03 19 Thg 13',
  '13:03 19 tháng 12',
  '19 de nov. 13:03',
  '19 de la nov. 13:03',
  '19 de la la nov. 13:03',
  'Sun Nov 19 13:03',
  'Sun, Nov 19, 13:03',
  '19\u00a0lis 13:03',
  '123456789',
  '12345678',
  '99999999999',
  '999999999999',
  '1700000000.123456789',
  '1700000000.1234567890',
  '-1',
  'today',
];

describe('texts of tools at the edges of their shapes, kept with what is made of them', () => {
  kept(
    'dates-of-ls',
    dates.map(date => `-rw-r--r-- 1 user group 10 ${date} name`),
    text => {
      const { entries, unparsed } = parseLs(text);
      return [
        ...entries.flatMap(({ rows }) =>
          rows.map(({ owner = '', group = '', size, modified, name }) =>
            [owner, group, size, modified, name].join(' | '),
          ),
        ),
        ...unparsed.map(() => 'unparsed'),
      ];
    },
  );

  kept(
    'rows-of-ls',
    [
      // Fields before the size.
      '-rw-r--r-- 1 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user group user 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user group author 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user group user u:object_r:t:s0 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user group ? 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user domain users 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 some user  domain users 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 1000 1000 1000 10 Nov 19 13:03 a',
      '123 -rw-r--r-- 1 user group 10 Nov 19 13:03 a',
      '123 4 -rw-r--r-- 1 user group 10 Nov 19 13:03 a',
      '123 4K -rw-r--r-- 1 user group 10 Nov 19 13:03 a',
      '1 2 3 -rw-r--r-- 1 user group 10 Nov 19 13:03 a',
      'x -rw-r--r-- 1 user group 10 Nov 19 13:03 a',
      '? ? -rw-r--r-- 1 user group 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 u:object_r:t:s0 10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user u:object_r:t:s0 10 Nov 19 13:03 a',
      // Modes.
      '-rwsr-Sr-t. 1 user group 10 Nov 19 13:03 a',
      'drwxr-xr-T+ 2 user group 10 Nov 19 13:03 a',
      '-rw-r--r--@ 1 user group 10 Nov 19 13:03 a',
      '-rw-r--r-x- 1 user group 10 Nov 19 13:03 a',
      'zrw-r--r-- 1 user group 10 Nov 19 13:03 a',
      '-????????? ? ? ? ? ? a',
      'd????????? ? ? ? ? ? a\n-rw-r--r-- 1 user group 10 Nov 19 13:03 b',
      'd????????? ? ? ? ? a\n-rw-r--r-- 1 user 10 Nov 19 13:03 b',
      'd????????? ? ? ? ? ? ',
      '-rw-r--r-- ? user group 10 Nov 19 13:03 a',
      // Sizes.
      '-rw-r--r-- 1 user group 1.5K Nov 19 13:03 a',
      '-rw-r--r-- 1 user group 1,5K Nov 19 13:03 a',
      '-rw-r--r-- 1 user group 1.5k Nov 19 13:03 a',
      '-rw-r--r-- 1 user group -10 Nov 19 13:03 a',
      '-rw-r--r-- 1 user group 1234,5678 Nov 19 13:03 a',
      'crw-r--r-- 1 user group 1, 3 Nov 19 13:03 null',
      'brw-r--r-- 1 user group 1,3 Nov 19 13:03 sda',
      'crw-r--r-- 1 user group 1,  3 Nov 19 13:03 null',
      '-rw-r--r-- 1 user group 1, 3 Nov 19 13:03 odd',
      'crw-r--r-- 1 user group 10 Nov 19 13:03 odd',
      // Names.
      '-rw-r--r-- 1 user group 10 Nov 19 13:03  a',
      '-rw-r--r-- 1 user group 10 Nov 19 13:03 ',
      '-rw-r--r-- 1 user group 10 Nov 19 13:03',
      '-rw-r--r-- 1 user group 10 Nov 19 13:03 2025 a',
      'lrwxrwxrwx 1 user group 1 Nov 19 13:03 a -> b',
      'lrwxrwxrwx 1 user group 6 Nov 19 13:03 a -> b -> c',
      'lrwxrwxrwx 1 user group 1 Nov 19 13:03 a -> b -> c',
      'lrwxrwxrwx 1 user group 0 Nov 19 13:03 a -> b',
      'lrwxrwxrwx 1 user group 99 Nov 19 13:03 a -> b',
      'lrwxrwxrwx 1 user group 2 Nov 19 13:03 a -> é',
      'lrwxrwxrwx 1 user group 1 Nov 19 13:03 a',
      '-rw-r--r-- 1 user group 1 Nov 19 13:03 a -> b',
      "-rw-r--r-- 1 user group 1 Nov 19 13:03 'a b'\n-rw-r--r-- 1 user group 1 Nov 19 13:03  c",
      "-rw-r--r-- 1 user group 1 Nov 19 13:03 'a b'\n-rw-r--r-- 1 user group 1 Nov 19 13:03 c",
      "-rw-r--r-- 1 user group 1 Nov 19 13:03 '\n-rw-r--r-- 1 user group 1 Nov 19 13:03  c",
      '-rw-r--r-- 1 user group 1 Nov 19 13:03 \'a\'\n-rw-r--r-- 1 user group 1 Nov 19 13:03 "b"',
      // Padding.
      '-rw-r--r-- 1 user group 1 2005-01-01  old\n-rw-r--r-- 1 user group 1 11-19 13:03 new',
      '-rw-r--r-- 1 user group 1 2005-01-01  old',
      '-rw-r--r-- 1 user group 1 2005-01-01  old\n-rw-r--r-- 1 user group 1 2006-01-01  older',
      '-rw-r--r-- 1 user group 1 1. Jan 2005  old\n-rw-r--r-- 1 user group 1 19. Nov 13:03 new',
      '-rw-r--r-- 1 user group 1 1 janv.  2005  old\n-rw-r--r-- 1 user group 1 19 nov. 13:03 new',
      '-rw-r--r-- 1 user group 1 1 janv. 2005  old\n-rw-r--r-- 1 user group 1 2 janv. 2005  old\n-rw-r--r-- 1 user group 1 19 novem 13:03 new',
      '-rw-r--r-- 1 user group 1 2026-11-19 13:03:05 +0100 a\n-rw-r--r-- 1 user group 1 2026-11-19 13:03:05 b',
      '-rw-r--r-- 1 user group 1 2026-11-19 13:03:05 +0100 a\n-rw-r--r-- 1 user group 1 2026-11-19 13:03:06 +0100 b',
      // Listings.
      'total 8\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a',
      'total 4.0K\n',
      'one two three 8\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a',
      'one two three four 8\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a',
      'insgesamt 8\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a',
      'insgesamt 8\n',
      '/mnt/efs:\ntotal 0\n\n/mnt/efs/a:\ntotal 4\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a',
      'ls: cannot access x: No such file\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a',
      'total 8\ntotal 9\n-rw-r--r-- 1 user group 1 Nov 19 13:03 a\ntotal 10',
      '',
      '\n\n',
    ],
    text => both(parseLs(text)),
  );

  const header = 'Filesystem     1K-blocks  Used Available Use% Mounted on';
  kept(
    'rows-of-df',
    [
      `${header}\n127.0.0.1:/    9007199254739968     0 9007199254739968   0% /mnt/efs`,
      `${header}\nhost:/vol name       10     5         5  50% /mnt/a b  c`,
      `${header}\n                     10     5         5  50% /no/source`,
      `${header}\n-                    10     5         5    - -`,
      `${header}\nsource               10     5         5  50% relative`,
      `${header}\nsource               10     5         5    - relative`,
      `${header}\nsource               10     5         5  50%`,
      `${header}\na-very-long-name-of-a-source\n                     10     5         5  50% /wrapped`,
      `${header}\na-very-long-name-of-a-source\n       10     5         5  50% /seven-blanks`,
      `${header}\na-very-long-name-of-a-source\n        10     5         5  50% /eight-blanks`,
      `${header}\na-very-long-name-of-a-source\n        nfs4 10     5         5  50% /type-below`,
      `${header}\na-very-long-name-of-a-source\n        more nfs4 10     5         5  50% /two-words-below`,
      `                     10     5         5  50% /only`,
      `Filesystem     Type 1K-blocks  Used Available Use% Mounted on\nsource         nfs4        10     5         5  50% /typed`,
      `Dateisystem    Typ  1K-Blöcke  Benutzt Verfügbar Verw% Eingehängt auf\nsource         nfs4        10        5         5   50% /typed`,
      `source nfs4 10 5 5 50% /typed-without-heading`,
      `source word 10 5 5 50% /not-typed`,
      `Filesystem      Size  Used Avail Use% Mounted on\nsource          1.5K   512  1.0K  34% /rounded`,
      `Filesystem      Size  Used Avail Use% Mounted on\nsource          1.5k   512  1.0k  34% /thousands`,
      `Filesystem      1M-blocks  Used Available Use% Mounted on\nsource          3   1  2  34% /mebibytes`,
      `Filesystem      1MB-blocks  Used Available Use% Mounted on\nsource          3   1  2  34% /megabytes`,
      `Filesystem      512-blocks  Used Available Capacity Mounted on\nsource          3   1  2  34% /half`,
      `Filesystem      Inodes  IUsed IFree IUse% Mounted on\nsource          3   1  2  34% /inodes`,
      `Filesystem   512-blocks  Used Available Capacity iused ifree %iused  Mounted on\nsource  30  10  20  34%  5 6 45% /mac os`,
      `${header}\nsource               10    -5        15 -50% /negative`,
      `${header}\nsource               10    15        -5 150% /over`,
      `${header}\nsource               10     5         5 12,5% /comma`,
      `${header}\nsource               10     5         5 nan% /nan`,
      `${header}\nsource                -     -         -    - /none`,
      `${header}\nsource               10     5         5  50% /a 1 2 3 4% /b`,
      `${header}\nsource               10     5         5  50% /a 1 2 3 4% /b\nother                10     5         5  50% /c`,
      `${header}\nsource\\040x\\043y      10     5         5  50% /escaped`,
      `${header}\nsource x\\043y        10     5         5  50% /escaped-with-blank`,
      `${header}   \nsource               10     5         5  50% /padded   `,
      `${header}\nsource               10     5         5  50% /blanks   `,
      `garbage\n${header}\n/broken 5\nsource 10 5 5 50% /after-a-broken-row\n\nmore`,
      `${header}\nsource 10 5 5 50% /one\n${header}\nsource 10 5 5 50% /two`,
      `  ${header}\n  source 10 5 5 50% /indented`,
      'df: /x: No such file or directory',
      '',
    ],
    text => both(parseDf(text)),
  );

  const line = 'host:/ /mnt/efs nfs4 rw,hard';
  kept(
    'rows-of-mounts',
    [
      `${line} 0 0`,
      `${line} 0`,
      line,
      'host:/ /mnt/efs nfs4',
      'host:/ /mnt/efs',
      'none /mnt/efs nfs4 rw',
      'host:/ none swap sw',
      'host:/ swap swap sw',
      'four words of prose',
      'host:/ relative nfs4 rw 0 0',
      `${line} 0 0 # comment`,
      `${line} # comment`,
      '# comment',
      `${line},a b 0 0`,
      `${line} 1 2 3 4`,
      `${line} x 0`,
      `${line} 999999999 0`,
      `${line} 9999999999 0`,
      ' /mnt/efs nfs4 rw 0 0',
      'a\\040b /m\\011n\\012o\\134p\\043 nfs4 rw 0 0',
      'host:/ /mnt/efs nfs4 rw,context="a,b" 0 0',
      'host:/\u3000x /mnt/\u00a0y nfs4 rw 0 0',
      '',
    ],
    text => both(parseMounts(text)),
  );

  kept(
    'rows-of-mountinfo',
    [
      '36 35 0:31 / /mnt/efs rw,relatime shared:1 master:2 - nfs4 host:/ rw,vers=4.1',
      '36 35 0:31 / /mnt/efs rw - nfs4 host:/ rw',
      '36 35 0:31 / /mnt/efs rw - nfs4  rw',
      '36 35 0:31 / /mnt/efs rw - nfs4 - rw',
      '36 35 0:31 / /mnt/efs rw - nfs4 host:/',
      '36 35 0:31 / /mnt/efs rw nfs4 host:/ rw',
      '36 35 0:31 /sub\\040dir /mnt/a\\134b rw - nfs4 \\040-\\040 rw',
      '36 35 0:31 / - rw - nfs4 host:/ rw',
      'x 35 0:31 / /mnt/efs rw - nfs4 host:/ rw',
      '36 35 031 / /mnt/efs rw - nfs4 host:/ rw',
      '36 35 0:31 / /mnt/efs rw propagate_from:3 unbindable - nfs4 host:/ rw extra',
      '',
    ],
    text => both(parseMountInfo(text)),
  );

  const events = (count: number) => Array.from({ length: count }, (_, index) => index + 1).join(' ');
  const stats = mountstats({});
  const withLine = (from: RegExp, to: string) => stats.replace(from, to);
  kept(
    'blocks-of-mountstats',
    [
      stats,
      ...[24, 25, 26, 27, 28].map(count => withLine(/events:\t.*/, `events:\t${events(count)}`)),
      ...[7, 8, 9].map(count => withLine(/bytes:\t.*/, `bytes:\t${events(count)}`)),
      ...[
        'tcp 0 1 1 0 5 400 400 0 9 4',
        'tcp 0 1 1 0 5 400 400 0 9 4 2 0',
        'tcp 0 1 1 0 5 400 400 0 9 4 2 0 0 7',
        'udp 0 1 5 400 400 0 9 4',
        'udp 0 1 5 400 400 0 9 4 2 0 0',
        'rdma 0 1 1 0 5 400 400 0 9 4 2 0 0 1 2 3 4 5 6 7',
        'local 1 1 0 5 400 400 0 9 4 2 0 0',
        'tcp x',
        'new 1 2 3',
      ].map(transport => mountstats({ transports: [transport] })),
      mountstats({ operations: { READ: '1 2 3 4 5 6 7 8', WRITE: '1 2 3 4 5 6 7 8 9' } }),
      mountstats({ operations: { READ: '1 2 3 4 5 6 7 8 9', WRITE: '1 2 3 4 5 6 7 8' } }),
      mountstats({ operations: { READ: '1 2 3 4 5 6 7', WRITE: '1 2 3 4 5 6 7 8 9 10' } }),
      mountstats({
        operations: { READ: '18446743919241604546 2 3 4 5 6 7 8 9', WRITE: '1 -2 3 4 5 6 7 8 9' },
      }),
      withLine(/impl_id:.*/, "impl_id:\tname='a\nb',domain='c',date='1,2'"),
      withLine(/impl_id:.*/, "impl_id:\tname='a"),
      withLine(/age:\t\d+/, 'age:\t123456789012345678901'),
      withLine(/ with fstype nfs4 statvers=1.1/, ' with fstype nfs4'),
      'device a mounted on /b with fstype\nno device mounted on /c with fstype proc\ndevice  mounted on /d with fstype nfs statvers=\nx: 1\n',
    ],
    text => both(parseMountStats(text)),
  );

  kept(
    'options',
    [
      '',
      ',',
      ',,a,,b,',
      'a=',
      '=a',
      'a=b=c',
      'a="b,c",d',
      'a="b,c"',
      'a="b,c',
      'a="b",c="d,e",f',
      'a=b"c,d"',
      'a="',
      'a="",b',
      'a="b"c,d="e,f"',
    ],
    text => parseOptionString(text),
  );

  kept(
    'sizes',
    [
      '0',
      '10',
      '10B',
      '1K',
      '1k',
      '1KiB',
      '1kB',
      '1KB',
      '1.5M',
      '1,5M',
      '1.55G',
      '.5K',
      '1.K',
      '8.0E',
      '1Y',
      '1R',
      '1Q',
      '1X',
      '-1',
      '-1K',
      '+1',
      '1e3',
      '',
    ],
    text => [parseSize(text, 1n, 1024n) ?? 'none', parseSize(text, 1024n, 1000n) ?? 'none'],
  );

  kept(
    'widths',
    ['a', 'é', 'e\u0301', '日本', '한', 'ｱ', 'Ａ', '\u200b', '😀', '\udce9a', '\u1160', '\u0410', 'a\u00ad'],
    text => [displayWidth(text)],
  );
});
