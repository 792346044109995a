import assert from 'node:assert/strict';
import { parseDf } from '../../../../src/core/parse/df';
import type { Parsed, TextInput } from '../../../../src/core/parse/lines';
import { parseLs } from '../../../../src/core/parse/ls';
import { parseMountInfo } from '../../../../src/core/parse/mountinfo';
import { parseMounts } from '../../../../src/core/parse/mounts';
import { parseMountStats } from '../../../../src/core/parse/mountstats';
import { formatOptionString, parseOptionString } from '../../../../src/core/parse/optionString';
import { decodeBytes } from '../../../../src/core/text/byteText';
import { seeded } from './random';

/** One good text for each parser; all of them are damaged and given to all parsers. */
const texts = [
  [
    'overlay / overlay ro,relatime,lowerdir=/tmp/es1/17:/tmp/es1/51 0 0',
    'none /proc proc rw,nosuid,nodev,noexec,noatime 0 0',
    '127.0.0.1:/ /mnt/e\\040fs nfs4 rw,relatime,vers=4.1,hard,noresvport,port=20252,context="a,b" 0 0',
    '# comment',
    'fs-1:/ /mnt/efs efs defaults,_netdev',
  ],
  [
    '24 30 0:22 / /sys rw,nosuid master:1 shared:7 - sysfs sysfs rw',
    '31 21 0:23 / /mnt/a\\040b rw,relatime - nfs4 127.0.0.1:/ rw,vers=4.1,hard,port=20252',
    '279 23 0:108 / /tmp/bb rw - tmpfs  rw',
  ],
  [
    'device rootfs mounted on / with fstype rootfs',
    'device h:/ mounted on /m with fstype nfs4 statvers=1.1',
    '\topts:\trw,vers=4.1,hard',
    '\tage:\t13968',
    "\timpl_id:\tname='',domain='',date='0,0'",
    '\tevents:\t52 226 0 0 1 13 398 0 0 331 0 47 0 0 77 0 0 77 0 0 0 0 0 0 0 0 0',
    '\tbytes:\t1207640230 0 0 0 1210214218 0 295483 0',
    '\tRPC iostats version: 1.1  p/v: 100003/4 (nfs)',
    '\txprt:\ttcp 832 0 1 0 11 6428 6428 0 12154 0 24 26 5726',
    '\tper-op statistics',
    '\t        READ: 1298 1298 0 207680 1210292152 6 79386 79407 0',
  ],
  [
    'Filesystem           Type       1K-blocks      Used Available Use% Mounted on',
    '/dev/vda             ext4       264212084  30421936  75968976  29% /',
    'fs-0779524599b7d5e7e.efs.us-west-1.amazonaws.com:/',
    '                     nfs4  9007199254739968      0 9007199254739968   0% /mnt/e fs',
    'proc                 proc               -         -         -    - /proc',
  ],
  [
    '/mnt/efs:',
    'total 4483',
    '-rwxr-xr-x 1 root root  28448 Feb 25  2016 arch',
    'lrwxrwxrwx 1 root root      4 Mar 16 15:38 a -> b -> gawk',
    'crw-rw-rw- 1 root root   1, 3 Mar 16 15:38 null',
    'd????????? ? ?    ?         ?            ? gone',
    '',
    '/mnt/efs/b:',
    'insgesamt 4',
    '-rw-r--r-- 1 root root   4,0K 19. Nov 13:03 neu',
    '-rw-r--r-- 1 root root      0  1. Jan 2005   lead',
  ],
  [
    'TARGET     SOURCE       FSTYPE OPTIONS',
    '├─/mnt/efs 127.0.0.1:/  nfs4   rw,hard',
    '127.0.0.1:/ on /home/a b type nfs4 (rw,relatime,vers=4.1,hard) [label]',
    'map auto_home on /home (autofs, automounted)',
  ],
].map(lines => Buffer.from(`${lines.join('\n')}\n`));

type Parser = (input: TextInput) => Parsed<unknown>;
const parsers: Readonly<Record<string, Parser>> = {
  parseMounts,
  parseMountInfo,
  parseMountStats,
  parseDf,
  parseLs,
};

const isBlank = (line: string) => /^[ \t]*$/.test(line);

/** How many lines the entries account for, where the model tells; the rest must be unparsed. */
function checkNothingIsLost(name: string, input: Uint8Array): void {
  const text = decodeBytes(input);
  const parse = parsers[name] ?? parseMounts;
  const { entries, unparsed } = parse(input);
  assert.deepEqual(parse(text), { entries, unparsed });
  const lines = text.split('\n');
  const filled = lines.filter(line => !isBlank(line)).length;
  for (const { line, text: kept } of unparsed) {
    assert.equal(kept, lines[line - 1]);
  }
  assert.equal(new Set(unparsed.map(({ line }) => line)).size, unparsed.length);
  const known = filled - unparsed.length;
  if (parse === parseMountInfo) {
    assert.equal(entries.length, known);
  } else if (parse === parseMounts) {
    assert.equal(entries.length + lines.filter(line => /^[ \t]*#/.test(line)).length, known);
  } else if (parse === parseDf) {
    // Besides rows there are headers and sources on lines of their own.
    assert.ok(known >= entries.length && known <= entries.length * 3);
  } else if (parse === parseLs) {
    const parts = parseLs(input).entries.flatMap(listing => [...listing.rows, listing.path, listing.total]);
    assert.equal(parts.filter(part => part !== undefined).length, known);
  } else {
    const kept = parseMountStats(input).entries.flatMap(device => device.nfs?.unparsed ?? []);
    for (const line of kept) {
      assert.equal(line.text, lines[line.line - 1]);
    }
    assert.ok(known - kept.length >= entries.length);
  }
}

describe('robustness of the parsers', function () {
  this.timeout(60_000);

  for (const name of Object.keys(parsers)) {
    describe(name, () => {
      it('loses no line of any text, whole or cut anywhere', () => {
        for (const text of texts) {
          for (let end = 0; end <= text.length; end += 1 + Math.floor(text.length / 100)) {
            checkNothingIsLost(name, text.subarray(0, end));
            checkNothingIsLost(name, text.subarray(end));
          }
        }
      });

      it('loses no line of a damaged text', () => {
        const { integer, pick } = seeded(7);
        for (let round = 0; round < 500; round++) {
          const damaged = Buffer.from(pick(texts));
          for (let damage = integer(12); damage >= 0; damage--) {
            const at = integer(damaged.length);
            const byte = pick([0x20, 0x0a, 0x09, 0x0d, 0x00, 0x2d, 0x3a, 0x30, 0x5c, 0x22, integer(256)]);
            damaged.fill(byte, at, Math.min(at + 1 + integer(3), damaged.length));
          }
          checkNothingIsLost(name, damaged);
        }
      });

      it('loses no line of random bytes and words', () => {
        const { integer, pick } = seeded(11);
        const words = [
          '-',
          '/',
          '1',
          '4.0K',
          '5%',
          '-rw-r--r--',
          'l?????????',
          'Nov',
          '13:03',
          '2005-01-01',
          'device',
        ];
        words.push(
          'type',
          'on',
          '(rw)',
          'total',
          'rw,hard',
          '0:1',
          ':',
          'x:',
          '->',
          '?',
          '1,',
          '日本',
          '\udcff',
          '"',
          '#',
        );
        for (let round = 0; round < 300; round++) {
          const bytes = Uint8Array.from({ length: integer(300) }, () => integer(256));
          checkNothingIsLost(name, bytes);
          const soup = Array.from({ length: integer(60) }, () => (integer(8) ? `${pick(words)} ` : '\n'));
          checkNothingIsLost(name, Buffer.from(soup.join('')));
        }
      });

      it('reads very long lines in time that grows with their length', () => {
        const length = 100_000;
        const pieces = [
          'x',
          ' ',
          '1 ',
          '- ',
          'a="b,',
          ' -> ',
          '1 1 1 1% / ',
          '\\040',
          ' on / type x (',
          '1月',
          '\n',
          'a:\n\n',
          '? ',
        ];
        for (const start of [
          '',
          '-rw-r--r-- 1 root root 7 Nov 19 13:03 ',
          'lrwxrwxrwx 1 root root 7 Nov 19 13:03 ',
        ]) {
          for (const piece of pieces) {
            (parsers[name] ?? parseMounts)(start + piece.repeat(length / piece.length));
          }
        }
      });
    });
  }

  describe('mount tables', () => {
    const { integer, pick } = seeded(5);
    const name = () =>
      Array.from({ length: 1 + integer(6) }, () =>
        pick([
          ' ',
          '\t',
          '\n',
          '\\',
          '#',
          '-',
          ',',
          '=',
          '"',
          '\r',
          '\u00a0',
          '\u2028',
          '日',
          '\udcff',
          '040',
          'a',
        ]),
      ).join('');
    /** As the kernel's mangle() and seq_escape() do. */
    const escape = (text: string, characters: string) =>
      [...text]
        .map(character =>
          characters.includes(character)
            ? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
            : character,
        )
        .join('');
    const mounts = Array.from({ length: 2000 }, () => ({
      source: name(),
      mountPoint: `/${name()}`,
      value: name(),
    }));
    const written = mounts.map(({ source, mountPoint, value }) => ({
      source: escape(source, ' \t\n\\#'),
      mountPoint: escape(mountPoint, ' \t\n\\'),
      option: `x=${escape(value, ' \t\n\\,="')}`,
    }));

    it('give back every name that the kernel escapes, through /proc/mounts', () => {
      const { entries, unparsed } = parseMounts(
        written.map(line => `${line.source} ${line.mountPoint} nfs4 rw,${line.option},hard 0 0\n`).join(''),
      );
      assert.deepEqual(unparsed, []);
      assert.deepEqual(
        entries.map(({ source, mountPoint, options }) => ({ source, mountPoint, value: options[1]?.value })),
        mounts,
      );
    });

    it('give back every name that the kernel escapes, through mountinfo', () => {
      const { entries, unparsed } = parseMountInfo(
        written
          .map(
            line => `36 35 0:42 / ${line.mountPoint} rw shared:1 - nfs4 ${line.source} rw,${line.option}\n`,
          )
          .join(''),
      );
      assert.deepEqual(unparsed, []);
      assert.deepEqual(
        entries.map(({ source, mountPoint, superOptions }) => ({
          source,
          mountPoint,
          value: superOptions[1]?.value,
        })),
        mounts,
      );
    });
  });

  it('parseOptionString is undone by formatOptionString, but for quotes that no comma needs', () => {
    const { integer, pick } = seeded(3);
    for (let round = 0; round < 1000; round++) {
      const options = Array.from({ length: 1 + integer(5) }, () => ({
        key: pick(['rw', 'hard', 'timeo', 'x-é', 'a b']),
        ...(integer(2) ? { value: pick(['', '1', 'a=b', 'a,b', 'a:b', '/x"y', ' ']) } : {}),
      }));
      assert.deepEqual(parseOptionString(formatOptionString(options)), options);
    }
  });
});
