import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeBytes, encodeText } from '../../../../src/core/text/byteText';
import { parseDf } from '../../../../src/core/parse/df';
import { parseLs } from '../../../../src/core/parse/ls';
import { parseMountInfo } from '../../../../src/core/parse/mountinfo';
import { parseMounts } from '../../../../src/core/parse/mounts';
import { skip } from '../../../harness/skip';

/** Output of a tool of this machine, or undefined where there is none or it knows not these options. */
function run(tool: readonly string[], locale: string, ...args: readonly string[]): Buffer | undefined {
  const [command = '', ...first] = tool;
  try {
    return execFileSync(command, [...first, ...args], {
      env: { ...process.env, LC_ALL: locale },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
  } catch {
    return undefined;
  }
}

function installedLocales(): string[] {
  const all = run(['locale'], 'C', '-a')?.toString().split('\n') ?? [];
  return ['C', ...all.filter(name => name.includes('.'))].slice(0, 60);
}

const names = [
  ' lead',
  '  two',
  'trail ',
  ' ',
  'total 42',
  'a -> b',
  '-> x',
  '\ttab',
  'cr\r',
  '\u00a0nbsp',
  '\u3000',
  '\u2028',
];
names.push(
  '\ufeffbom',
  '\u001b[31m',
  '13:03',
  '13:03 foo',
  '2005',
  '2005-01-01',
  '19',
  '+0000',
  'Nov',
  'Nov 22 14:28',
  "it's",
);
names.push(
  '-rw-r--r-- 1 root root 0 Jan  1  2005 fake',
  '試験.csv',
  'пример',
  'عربي',
  '😀',
  '\udcff\udcfe',
  '\udcc3',
  '?',
  '5 x',
);

/** What Node says about a directory, by decodeBytes name. */
function truth(folder: string): Map<string, { type: string; size: bigint; links: bigint; target?: string }> {
  const entries = readdirSync(folder, { encoding: 'buffer' }).map(name => {
    const full = Buffer.concat([Buffer.from(`${folder}/`), name]);
    const stats = lstatSync(full, { bigint: true });
    const type = stats.isDirectory() ? 'd' : stats.isSymbolicLink() ? 'l' : '-';
    const target = type === 'l' ? { target: decodeBytes(readlinkSync(full, { encoding: 'buffer' })) } : {};
    return [decodeBytes(name), { type, size: stats.size, links: stats.nlink, ...target }] as const;
  });
  return new Map(entries);
}

describe('parsers on the tools of this machine', function () {
  this.timeout(120_000);
  let folder = '';

  before(function () {
    if (process.platform !== 'linux') {
      skip(this, 'these are tools of Linux');
    }
    folder = mkdtempSync(path.join(tmpdir(), 'parse-'));
    names.forEach((name, index) => {
      const full = Buffer.concat([Buffer.from(`${folder}/`), encodeText(name)]);
      const kind = index % 4;
      if (kind === 0) {
        mkdirSync(full);
      } else if (kind === 1) {
        symlinkSync(index % 8 === 1 ? 'a -> b' : '日本', full);
        return;
      } else {
        writeFileSync(full, 'x'.repeat(index * 100));
      }
      const time = index % 3 ? new Date(Date.UTC(2005, index % 12, 1 + index)) : new Date();
      utimesSync(full, time, time);
    });
  });

  after(() => {
    if (folder) {
      rmSync(folder, { recursive: true });
    }
  });

  for (const tool of [['ls'], ['toybox', 'ls']]) {
    it(`${tool.join(' ')} -l agrees with what Node reads, in every locale that is installed`, function () {
      const flags = [
        '-l',
        '-la',
        '-ln',
        '-li',
        '-ls',
        '-lo',
        '-lg',
        '-lZ',
        '--full-time',
        '--time-style=iso',
        '--time-style=long-iso',
      ];
      const expected = truth(folder);
      let outputs = 0;
      // In others toybox prints other bytes than the name has.
      const locales = installedLocales().filter(locale => tool[0] === 'ls' || /utf-?8$/i.test(locale));
      for (const locale of locales) {
        for (const flag of flags) {
          const output = run(tool, locale, '-l', flag, folder);
          if (!output) {
            continue;
          }
          outputs++;
          const { entries, unparsed } = parseLs(output);
          const id = `${locale} ${flag}`;
          assert.deepEqual(unparsed, [], id);
          const rows = entries
            .flatMap(listing => listing.rows)
            .filter(row => row.name !== '.' && row.name !== '..');
          assert.equal(rows.length, expected.size, id);
          for (const row of rows) {
            const found = expected.get(row.name);
            const { type, size, target } = row;
            assert.deepEqual(
              { type, size, links: BigInt(row.links ?? 0), ...(target === undefined ? {} : { target }) },
              found,
              id,
            );
          }
        }
      }
      if (outputs === 0) {
        skip(this, `there is no ${tool.join(' ')} here`);
      }
    });
  }

  it("busybox ls -l agrees with what Node reads, but for what it prints as '?'", function () {
    const output = run(['busybox', 'ls'], 'C', '-la', folder);
    if (!output) {
      skip(this, 'there is no busybox here');
    }
    const masked = (name: string) =>
      Buffer.from(encodeText(name))
        .toString('latin1')
        .replace(/[^ -~]/g, '?');
    const { entries, unparsed } = parseLs(output);
    assert.deepEqual(unparsed, []);
    assert.deepEqual(entries[0]?.rows.map(row => row.name).sort(), ['.', '..', ...names.map(masked)].sort());
  });

  it('the mount tables of the kernel agree with each other', () => {
    const read = (file: string) => readFileSync(`/proc/self/${file}`);
    const mounts = parseMounts(read('mounts'));
    const info = parseMountInfo(read('mountinfo'));
    assert.deepEqual([mounts.unparsed, info.unparsed], [[], []]);
    const spell = ({ mountPoint, fsType, source }: { mountPoint: string; fsType: string; source: string }) =>
      `${source} ${mountPoint} ${fsType}`;
    assert.deepEqual(mounts.entries.map(spell), info.entries.map(spell));
  });

  for (const tool of [['df'], ['busybox', 'df'], ['toybox', 'df']]) {
    it(`${tool.join(' ')} is read without a line left, and names mounts of this machine`, function () {
      let outputs = 0;
      const known = parseMounts(readFileSync('/proc/self/mounts')).entries;
      for (const locale of tool.length > 1 ? ['C'] : installedLocales()) {
        for (const flag of ['-k', '-h', '-P', '-T', '-i', '-a']) {
          const output = run(tool, locale, flag);
          if (!output) {
            continue;
          }
          outputs++;
          const { entries, unparsed } = parseDf(output);
          const id = `${locale} ${flag}`;
          assert.deepEqual(unparsed, [], id);
          for (const row of entries) {
            const mount = known.find(
              entry => entry.mountPoint === row.mountPoint && entry.source === row.source,
            );
            assert.ok(mount, `${id}: ${row.source} ${row.mountPoint}`);
            assert.equal(row.fsType, flag === '-T' ? mount.fsType : undefined, id);
          }
        }
      }
      if (outputs === 0) {
        skip(this, `there is no ${tool.join(' ')} here`);
      }
    });
  }
});
