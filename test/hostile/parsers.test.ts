import assert from 'node:assert/strict';
import { decodeBytes, encodeText } from '../../src/core/text/byteText';
import { isBlank, splitLines, type Parsed, type UnparsedLine } from '../../src/core/parse/lines';
import { parseDf } from '../../src/core/parse/df';
import { isDfHeader } from '../../src/core/parse/dfLine';
import { parseMountInfo } from '../../src/core/parse/mountinfo';
import { parseMounts } from '../../src/core/parse/mounts';
import { parseMountStats, type MountStatsDevice } from '../../src/core/parse/mountstats';
import { parseLs } from '../../src/core/parse/ls';
import { formatOptionString, parseOptionString } from '../../src/core/parse/optionString';
import { outputFromLog } from '../../src/inspect/ways/shellOutput';
import { decodeCursor } from '../../src/probe/cursor';
import { Rng } from './rng';

const parsers: Readonly<Record<string, (text: string) => Parsed<unknown>>> = {
  mounts: parseMounts,
  mountinfo: parseMountInfo,
  mountstats: parseMountStats,
  df: parseDf,
  ls: parseLs,
};

const seeds = [
  '127.0.0.1:/ /mnt/efs nfs4 rw,relatime,vers=4.1,rsize=1048576,hard,proto=tcp,timeo=600 0 0',
  '26 25 0:40 / /mnt/efs rw,relatime shared:1 - nfs4 127.0.0.1:/ rw,vers=4.1,addr=127.0.0.1',
  'device 127.0.0.1:/ mounted on /mnt/efs with fstype nfs4 statvers=1.1',
  '\topts:\trw,vers=4.1,rsize=1048576,hard',
  "\timpl_id:\tname='',domain='',date='0,0'",
  '\tevents:\t0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
  '\txprt:\ttcp 832 0 1 0 0 9 9 0 9 0 2 0 0',
  '\t        READ: 10 10 0 1000 2000 1 2 3 0',
  'Filesystem      Size  Used Avail Use% Mounted on',
  'S.ficheros     bloques de 1K Usados Disponibles Uso% Montado en',
  'fs:/ 100 -5 105 -5% /negative',
  '127.0.0.1:/     8.0E     0  8.0E   0% /mnt/efs',
  'a-very-long-source-name-that-wraps:/',
  '                9007199254739968 0 9007199254739968 0% /mnt',
  'total 42',
  '-rw-r--r-- 1 1000 1000 2048 Jan  1  0001 old',
  '-rw-r--r-- 1 1000 1000 12 Nov 13 13:03 name with blanks',
  'lrwxrwxrwx 1 root root 7 Jan  1  2005 a -> b -> c',
  '/mnt/efs:',
  '127.0.0.1:/ on /mnt/efs type nfs4 (rw,context="a,b",hard)',
];
const pieces = [
  '\\040',
  '\\134',
  ' - ',
  ',',
  '=',
  '"',
  '\t',
  '  ',
  '\r',
  '\0',
  '\udcff',
  '€',
  '9'.repeat(400),
  ':',
  '->',
];

function text(rng: Rng): string {
  const lines = Array.from({ length: 1 + rng.below(12) }, () => {
    let line = rng.pick(seeds);
    for (let count = rng.below(4); count > 0; count--) {
      const at = rng.below(line.length + 1);
      const end = Math.min(line.length, at + rng.below(8));
      line = line.slice(0, at) + rng.pick(pieces) + line.slice(rng.chance(0.5) ? at : end);
    }
    return line;
  });
  return lines.join('\n') + (rng.chance(0.7) ? '\n' : '');
}

/** Lines that say what other lines are, and no more. */
function isHeading(parser: string, line: string): boolean {
  return parser === 'df' ? isDfHeader(line) : parser === 'mountstats' && line.trim() === 'per-op statistics';
}

/** Also those of a device of mountstats. */
function unparsedOf({ entries, unparsed }: Parsed<unknown>): readonly UnparsedLine[] {
  const below = entries.flatMap(entry => (entry as Partial<MountStatsDevice>).nfs?.unparsed ?? []);
  return [...unparsed, ...below];
}

/** A model without the numbers of its lines. */
function shown(parsed: Parsed<unknown>): string {
  return JSON.stringify(parsed, (key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : key === 'line' ? undefined : value,
  );
}

describe('parsers under anything', function () {
  this.timeout(60_000);

  it('throw nothing, and name each unread line once and as it is', () => {
    const rng = Rng.fromEnvironment();
    for (let round = 0; round < 3000; round++) {
      const input = text(rng);
      const lines = splitLines(input);
      for (const [name, parse] of Object.entries(parsers)) {
        const { unparsed } = parse(input);
        const seen = new Set<number>();
        for (const { line, text: unread } of unparsed) {
          assert.equal(unread, lines[line - 1], `${name}: ${JSON.stringify(input)}`);
          assert.ok(!seen.has(line), `${name} names line ${line} twice: ${JSON.stringify(input)}`);
          seen.add(line);
        }
      }
    }
  });

  it('lose no line: each is unread, or the model would be another without it', () => {
    const rng = Rng.fromEnvironment();
    for (let round = 0; round < 1500; round++) {
      const input = text(rng);
      const lines = splitLines(input);
      for (const [name, parse] of Object.entries(parsers)) {
        const whole = parse(input);
        const unread = new Set(unparsedOf(whole).map(({ line }) => line));
        lines.forEach((line, index) => {
          if (isBlank(line) || unread.has(index + 1) || isHeading(name, line)) {
            return;
          }
          const without = parse(`${lines.toSpliced(index, 1).join('\n')}\n`);
          assert.notEqual(
            shown(without),
            shown(whole),
            `${name} lost line ${index + 1} of ${JSON.stringify(input)}`,
          );
        });
      }
    }
  });

  it('lose no letter of a list of options', () => {
    const rng = Rng.fromEnvironment();
    const letters = (list: string) => list.replace(/[,="]/g, '');
    for (let round = 0; round < 3000; round++) {
      const input = text(rng);
      const options = parseOptionString(input);
      assert.equal(options.map(({ key, value = '' }) => letters(key + value)).join(''), letters(input));
    }
  });

  it('account for each line of tables: an entry, or unread', () => {
    const rng = Rng.fromEnvironment();
    for (let round = 0; round < 3000; round++) {
      const input = text(rng);
      const filled = splitLines(input).filter(line => !isBlank(line)).length;
      for (const parse of [parseMounts, parseMountInfo]) {
        const { entries, unparsed } = parse(input);
        assert.equal(entries.length + unparsed.length, filled, JSON.stringify(input));
      }
    }
  });

  it('give back bytes and options as they were', () => {
    const rng = Rng.fromEnvironment();
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from({ length: rng.below(64) }, () => rng.below(256));
      assert.deepEqual([...encodeText(decodeBytes(bytes))], [...bytes]);
      const options = parseOptionString(text(rng));
      const again = parseOptionString(formatOptionString(options));
      assert.ok(again.length >= options.length);
      outputFromLog(text(rng));
      decodeCursor(text(rng));
    }
  });

  it('take a text of megabytes of any one thing: their work grows as the text does', () => {
    const size = 400_000;
    const units = [...seeds.map(seed => `${seed}\n`), ...pieces, 'a="', 'a="b,', '\n', 'x\n', '- ', '"=,'];
    for (const unit of units) {
      const input = unit.repeat(Math.ceil(size / unit.length));
      for (const parse of Object.values(parsers)) {
        parse(input);
      }
      parseOptionString(input);
      outputFromLog(input);
    }
  });
});
