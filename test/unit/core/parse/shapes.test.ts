import { parseDf } from '../../../../src/core/parse/df';
import { parseLs } from '../../../../src/core/parse/ls';
import { assertKept } from '../../../harness/golden';

/** Texts of one tool and what is read of each, kept in a file: rows as their values, what was not read as it is. */
function kept(name: string, texts: readonly string[], read: (text: string) => readonly string[]): void {
  it(name, () =>
    assertKept(
      `test/fixtures/shapes/${name}.txt`,
      texts
        .flatMap(text => [
          ...text.split('\n').map(line => `| ${line}`),
          ...read(text).map(row => `= ${row}`),
          '',
        ])
        .join('\n'),
    ),
  );
}

function spell(row: object): string {
  return Object.entries(row)
    .map(([key, value]) => `${key} ${JSON.stringify(typeof value === 'bigint' ? `${value}` : value)}`)
    .join(', ');
}

const dates = [
  'Nov 19 13:03',
  'Nov 19  2021',
  'Nov  1 2021',
  '19 Nov 13:03',
  '19. Nov 13:03',
  ' 1. Jan 2005',
  '2026-11-19 13:03',
  '2026-11-19',
  '2026-11-19 13:03:05',
  '2026-11-19 13:03:05.123456789 +0100',
  '11-19 13:03',
  '19.11. 13:03',
  '19.11.2026',
  '11/19/26 13:03',
  '2026-11-19T13:03:05Z',
  '2005年11月 1日',
  '11月 19 13:03',
  '13:03 19 Thg 11',
  '13:03:05 Thg 11 19',
  'tháng 11 19 13:03',
  'Thu Nov 19 13:03:05 2026',
  'Thu Nov 19 13:03:05 UTC 2026',
  'Nov 19 13:03:05 PM',
  '19\u00a0listopadu 13:03',
  '1668862985',
  '1668862985.123',
  '12345678',
  '100000000000',
  'Nov 19 24:59',
  'Nov 19 25:00',
  'Nov 19 13:60',
  'Nov 32 2021',
  '32 Nov 2021',
  'Nov 19 1599',
  'Nov 19 1600',
  'Nov 19 36812',
  'Jan  1  0001',
  'Nov Nov Nov Nov 1 2021',
  '13 13 13:03',
  '19 11 13:03',
];

describe('the shapes of rows', () => {
  kept(
    'ls-dates',
    [
      ...dates.map(date => `-rw-r--r-- 1 owner group 42 ${date} name`),
      // A date shows its width, and so where names begin, beside others.
      ...['name', ' name', '+0100', 'UTC', 'PM', '2021', '13:03', '13:03:05'].flatMap(name => [
        `-rw-r--r-- 1 owner group 42 Nov 19 13:03 ${name}`,
        `-rw-r--r-- 1 owner group 42 2026-11-19 13:03:05 ${name}`,
        `-rw-r--r-- 1 owner group 42 Nov 19 13:03:05 ${name} more`,
      ]),
      '-rw-r--r-- 1 o g 1 2026-11-19 13:03:05 +0100 a\n-rw-r--r-- 1 o g 1 2026-11-19 13:03:05 +0100 b',
      '-rw-r--r-- 1 o g 1 2026-11-19 13:03:05 +0100 a\n-rw-r--r-- 1 o g 1 2026-11-19 13:03:05 b',
      '-rw-r--r-- 1 o g 1 2021-11-19  a\n-rw-r--r-- 1 o g 1 11-19 13:03 b',
      '-rw-r--r-- 1 o g 1 2021-11-19   a\n-rw-r--r-- 1 o g 1 11-19 13:03  b',
      '-rw-r--r-- 1 o g 1  1. Jan 2005  a\n-rw-r--r-- 1 o g 1  1. Jan 13:03 b',
      '-rw-r--r-- 1 o g 1 13:03 19 Thg 1  a\n-rw-r--r-- 1 o g 1 13:03 19 Thg 11 b',
    ],
    text => {
      const { entries, unparsed } = parseLs(text);
      return [
        ...entries.flatMap(({ rows }) =>
          rows.map(
            ({ modified, name, size }) => `${JSON.stringify(modified)} ${size} ${JSON.stringify(name)}`,
          ),
        ),
        ...unparsed.map(({ line }) => `not read: ${line}`),
      ];
    },
  );

  kept(
    'ls-rows',
    [
      '-rw-r--r-- 1 owner group 42 Nov 19 13:03 name',
      '-rw-r--r-- 1 group 42 Nov 19 13:03 without owner',
      '-rw-r--r-- 1 42 Nov 19 13:03 without both',
      '-rw-r--r-- 1 owner group author 42 Nov 19 13:03 with author',
      '-rw-r--r-- 1 owner group user_u:role_r:type_t:s0 42 Nov 19 13:03 with context',
      '-rw-r--r-- 1 owner domain users 42 Nov 19 13:03 with a blank in its group\n-rw-r--r-- 1 owner group 42 Nov 19 13:03 other',
      '  12 -rw-r--r-- 1 owner group 42 Nov 19 13:03 with inode',
      '  12 4.0K -rw-r--r-- 1 owner group 42 Nov 19 13:03 with inode and blocks',
      '  x -rw-r--r-- 1 owner group 42 Nov 19 13:03 with a word before',
      '1 2 3 -rw-r--r-- 1 owner group 42 Nov 19 13:03 with three numbers before',
      'crw-rw-rw- 1 root root 1, 3 Nov 19 13:03 null',
      'crw-rw-rw- 1 root root   1,   3 Nov 19 13:03 null',
      'crw-rw-rw- 1 root root 1,3 Nov 19 13:03 null',
      'brw-rw---- 1 root disk 8, 0 Nov 19 13:03 sda',
      'lrwxrwxrwx 1 o g 6 Nov 19 13:03 link -> target',
      'lrwxrwxrwx 1 o g 11 Nov 19 13:03 a -> b -> c -> d',
      'lrwxrwxrwx 1 o g 1 Nov 19 13:03 a -> b -> c',
      'lrwxrwxrwx 1 o g 6 Nov 19 13:03 dangling',
      '-rw-r--r-- 1 o g 6 Nov 19 13:03 no -> link',
      'drwxr-xr-x+ 2 o g 4096 Nov 19 13:03 with an ACL',
      'drwxr-xr-x. 2 o g 4096 Nov 19 13:03 with a context',
      'drwxr-xr-x@ 2 o g 4096 Nov 19 13:03 with attributes',
      'drwxr-xr-t 2 o g 4096 Nov 19 13:03 sticky',
      '-rwSr-Sr-T 1 o g 1 Nov 19 13:03 marks',
      '-rw-r--r- 1 o g 1 Nov 19 13:03 short mode',
      'xrw-r--r-- 1 o g 1 Nov 19 13:03 odd type',
      '-rw-r--r-- x o g 1 Nov 19 13:03 odd links',
      '-rw-r--r-- 1 o g x Nov 19 13:03 odd size',
      '-rw-r--r-- 1 o g -1 Nov 19 13:03 negative size',
      '-rw-r--r-- 1 o g 1.5K Nov 19 13:03 rounded',
      '-rw-r--r-- 1 o g 1.5k Nov 19 13:03 in thousands\n-rw-r--r-- 1 o g 1M Nov 19 13:03 both',
      '-rw-r--r-- 1 o g 1,234 Nov 19 13:03 grouped',
      '-rw-r--r-- 1 o g 9223372036854775807 Nov 19 13:03 large',
      '-????????? ? ? ? ? ? gone',
      '-????????? ? ? ? ? ? gone\n-rw-r--r-- 1 o g 1 Nov 19 13:03 there',
      '-????????? ? ? ? ?            ? gone with blanks',
      '-????????? ? ? x ? ? odd',
      '-rw-r--r-- 1 o g 1 Nov 19 13:03 ',
      '-rw-r--r-- 1 o g 1 Nov 19 13:03',
      "-rw-r--r-- 1 o g 1 Nov 19 13:03 'a b'\n-rw-r--r-- 1 o g 1 Nov 19 13:03  c",
      'total 8\n-rw-r--r-- 1 o g 1 Nov 19 13:03 a',
      'total 4.0K\n-rw-r--r-- 1 o g 1 Nov 19 13:03 a',
      'insgesamt 8\n-rw-r--r-- 1 o g 1 Nov 19 13:03 a',
      'insgesamt 8',
      'total 0',
      'total',
      'total 8\ntotal 9\n-rw-r--r-- 1 o g 1 Nov 19 13:03 a',
      '/a:\ntotal 8\n-rw-r--r-- 1 o g 1 Nov 19 13:03 a\n\n/b:\ninsgesamt 0\n\n/c:\n\n/d:\n-rw-r--r-- 1 o g 1 Nov 19 13:03 d',
      ':\n-rw-r--r-- 1 o g 1 Nov 19 13:03 a',
      '/a:\nsomething else',
      "ls: cannot open directory '/x': Permission denied",
    ],
    text => {
      const { entries, unparsed } = parseLs(text);
      return [
        ...entries.flatMap(({ path, total, rows }) => [
          ...(path === undefined && total === undefined
            ? []
            : [`listing ${path ?? '-'}, total ${total ?? '-'}`]),
          ...rows.map(spell),
        ]),
        ...unparsed.map(({ line }) => `not read: ${line}`),
      ];
    },
  );

  const header = 'Filesystem     1K-blocks    Used Available Use% Mounted on';
  kept(
    'df-rows',
    [
      `${header}\n/dev/sda1       10000000 4000000   6000000  40% /`,
      '/dev/sda1 10000000 4000000 6000000 40% /',
      'Filesystem 512-blocks Used Available Capacity Mounted on\n/dev/disk1 1000 400 600 40% /',
      'Filesystem 1048576-blocks Used Available Use% Mounted on\n/dev/sda1 10 4 6 40% /',
      'Filesystem 1MB-blocks Used Available Use% Mounted on\n/dev/sda1 10 4 6 40% /',
      'Filesystem 1kB-blocks Used Available Use% Mounted on\n/dev/sda1 10 4 6 40% /',
      'Filesystem Size Used Avail Use% Mounted on\n/dev/sda1 10G 4.0G 6.0G 40% /',
      'Filesystem Size Used Avail Use% Mounted on\n/dev/sda1 10k 4k 6k 40% /',
      'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sda1 100 40 60 40% /',
      'Filesystem 512-blocks Used Available Capacity iused ifree %iused Mounted on\n/dev/disk1 1000 400 600 40% 10 90 10% /',
      `Filesystem     Type  1K-blocks    Used Available Use% Mounted on\n/dev/sda1      ext4   10000000 4000000   6000000  40% /`,
      'ext4 ext4 10 4 6 40% /',
      '/dev/sda1 ext4 10 4 6 40% /\n/dev/sdb1 frobfs 10 4 6 40% /b',
      `${header}\nproc 0 0 0 - /proc`,
      `${header}\nproc - - - - /proc`,
      `${header}\nudf 10 -4 14 -40% /minus`,
      `${header}\nudf 10 14 -4 140% /plus`,
      `${header}\nudf 10 4 6 nan% /nan`,
      `${header}\nudf 10 4 6 40,5% /comma`,
      `${header}\nvery-long-source-name-that-is-alone\n                10000000 4000000   6000000  40% /wrapped`,
      'very-long-source-name-that-is-alone\n                10000000 4000000   6000000  40% /wrapped without header',
      `${header}\nvery-long-source-name\n  10000000 4000000   6000000  40% /hardly indented`,
      `${header}\n/dev/sda1 10 4 6 40% relative`,
      `${header}\n/dev/sda1 10 4 6 40% ~/home`,
      `${header}\ntotal 10 4 6 40% -`,
      `${header}\n/dev/sda1 10 4 6 40% /with blanks in it `,
      `Filesystem 1K-blocks Used Available Use% Mounted on   \n/dev/sda1 10 4 6 40% /padded   `,
      `${header}\nhost:/a b 10 4 6 40% /source with a blank`,
      `${header}\nhost:/a\\040b 10 4 6 40% /source with an escape`,
      `${header}\nhost:/a\\043b 10 4 6 40% /number sign\nhost:/a b 10 4 6 40% /blank`,
      `${header}\n/dev/sda1       10000000 4000000   6000000  40% /mnt 1 2 3 4% /x\n/dev/sdb1       10000000 4000000   6000000  40% /y`,
      `${header}\n/dev/sda1 10 4 6 40`,
      `${header}\n/dev/sda1 10 4 6% /`,
      `df: /x: Permission denied\n${header}\n/dev/sda1 10 4 6 40% /`,
      `${header}\n/dev/sda1 10 4 6 40% /\n\nFilesystem Size Used Avail Use% Mounted on\n/dev/sdb1 1G 1G 0 100% /b`,
      'Dateisystem    1K-Blöcke Benutzt Verfügbar Verw% Eingehängt auf\n/dev/sda1       10 4 6 40% /',
      '文件系统 1K-块 已用 可用 已用% 挂载点\n/dev/sda1 10 4 6 40% /',
      'S.ficheros bloques de 1K Usados Disponibles Uso% Montado en\n/dev/sda1 10 4 6 40% /',
    ],
    text => {
      const { entries, unparsed } = parseDf(text);
      return [...entries.map(spell), ...unparsed.map(({ line }) => `not read: ${line}`)];
    },
  );
});
