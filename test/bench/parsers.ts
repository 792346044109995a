import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeBytes, encodeText } from '../../src/core/text/byteText';
import { parseDf } from '../../src/core/parse/df';
import { parseLs } from '../../src/core/parse/ls';
import { parseMountInfo } from '../../src/core/parse/mountinfo';
import { findProgram, runCommand } from '../harness/command';
import { canInstallDebianPackages, installDebianPackages } from '../harness/debianPackages';
import { milliseconds, summarise, table } from './measure';
import { rounds } from './options';
import { runForBytes } from './runForBytes';

const ROUNDS = rounds(9);
/** Rounds before those: an engine that compiles as it runs needs some until it has. */
const WARM_UP = 30;
const ROWS = 3000;
/** Debian's jc belongs to Debian's Python. */
const PYTHON = '/usr/bin/python3';

/** What a row says, as it has to come out of a parser: numbers as decimal text. */
type Row = readonly string[];

type JcRow = Readonly<Record<string, string | number | undefined>>;

interface Subject {
  readonly name: string;
  readonly text: Uint8Array;
  readonly truth: readonly Row[];
  readonly ours: (text: string) => readonly Row[];
  /** Name of jc's parser, and what `truth` holds of its rows. */
  readonly jc: string;
  readonly jcRow: (row: JcRow) => Row;
}

/** Our parsers beside Debian's jc: time on the same text, and how many rows say what is true. */
export async function benchParsers(): Promise<string> {
  const jc = await jcVersion();
  const rows: string[][] = [];
  const tableOfMounts = mountInfo();
  for (const subject of [await listing(), freeSpace(), tableOfMounts]) {
    const text = decodeBytes(subject.text);
    const measureOurs = () => {
      const before = performance.now();
      subject.ours(text);
      return performance.now() - before;
    };
    const [first = NaN] = Array.from({ length: WARM_UP }, measureOurs);
    const mine: number[] = [];
    const theirs: number[] = [];
    const libmount: number[] = [];
    let jcRows: readonly Row[] = [];
    let libmountRows: readonly Row[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(measureOurs());
      if (jc) {
        const answer = await runJc(subject);
        theirs.push(answer.milliseconds);
        jcRows = answer.rows;
      }
      if (subject === tableOfMounts && findProgram('findmnt')) {
        const answer = await runFindmnt(subject.text);
        libmount.push(answer.milliseconds);
        libmountRows = answer.rows;
      }
    }
    const right = (of: readonly Row[]) => `${countRight(of, subject.truth)} of ${subject.truth.length}`;
    rows.push([
      subject.name,
      (subject.text.length / 1024).toFixed(0),
      first.toFixed(0),
      milliseconds(summarise(mine)),
      right(subject.ours(text)),
      ...(jc ? [milliseconds(summarise(theirs)), right(jcRows)] : ['', '']),
      ...(libmount.length > 0 ? [milliseconds(summarise(libmount)), right(libmountRows)] : ['', '']),
    ]);
  }
  return `## Parsers

${ROUNDS} rounds; reading and decoding the text and starting Python are not counted. Ours are in one process in which ${WARM_UP} rounds
went before; the first of those, when the engine has compiled nothing yet, has a column of its own. Each of jc's is in a new
process in which one went before. All list every option of a mount. A row is right when all its
columns are: names to the byte, sizes to the byte. One name in ten is awkward: blanks, escapes, arrows, other scripts, bytes
that are not UTF-8; none has a line break, which no parser of \`ls\` can tell from a row. The text of \`ls -l\` is that of the
real command on a real directory, the others are laid out from what they have to say. ${
    jc ? `jc is Debian's ${jc}.` : "Debian's jc was not to be had on this machine."
  } findmnt, which
is libmount's, reads tables of mounts only; its time is that of a process, from its start to its end.

${table(
  [
    'text',
    'KiB',
    'ours, first time, ms',
    'ours, ms',
    'rows right',
    'jc, ms',
    'rows right',
    'findmnt, ms',
    'rows right',
  ],
  rows,
)}`;
}

async function jcVersion(): Promise<string | undefined> {
  const version = () => runCommand(PYTHON, ['-c', 'import jc; print("jc", jc.__version__)']);
  try {
    return (await version()).trim();
  } catch {
    if (!canInstallDebianPackages()) {
      return undefined;
    }
    await installDebianPackages(['jc']);
    return (await version()).trim();
  }
}

function countRight(rows: readonly Row[], truth: readonly Row[]): number {
  const left = new Map<string, number>();
  for (const row of rows) {
    const key = JSON.stringify(row);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return truth.filter(row => {
    const key = JSON.stringify(row);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0;
  }).length;
}

const jcScript = `
import json, sys, time, warnings
import jc
warnings.simplefilter('ignore')
parser = sys.argv[1]
text = sys.stdin.buffer.read().decode('utf-8', 'surrogateescape')
try:
    jc.parse(parser, text, quiet=True)
    before = time.perf_counter()
    rows = jc.parse(parser, text, quiet=True)
    spent = time.perf_counter() - before
except Exception:
    rows, spent = [], 0
print(json.dumps({'milliseconds': spent * 1000, 'rows': rows}))
`;

async function runJc({ jc, jcRow, text }: Subject): Promise<{ milliseconds: number; rows: Row[] }> {
  const output = await runForBytes(PYTHON, ['-c', jcScript, jc], { input: text });
  const answer = JSON.parse(output.toString()) as { milliseconds: number; rows: JcRow[] };
  return { ...answer, rows: answer.rows.map(jcRow) };
}

/** Through a file: findmnt opens its input by name, and Node's pipes are sockets, which have none to open. */
async function runFindmnt(mounts: Uint8Array): Promise<{ milliseconds: number; rows: Row[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  try {
    const file = path.join(folder, 'mountinfo');
    writeFileSync(file, mounts);
    const before = performance.now();
    const output = await runForBytes(
      'findmnt',
      ['--tab-file', file, '--raw', '--noheadings', '--output', 'SOURCE,TARGET,FSTYPE'],
      { env: { ...process.env, LC_ALL: 'C.UTF-8' } },
    );
    const milliseconds = performance.now() - before;
    const lines = output.toString('latin1').trimEnd().split('\n');
    return { milliseconds, rows: lines.map(line => line.split(' ').map(withoutEscapes)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** findmnt writes blanks and what is not UTF-8 as `\xNN`. */
function withoutEscapes(bytes: string): string {
  const raw = bytes.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decodeBytes(Buffer.from(raw, 'latin1'));
}

const awkward = [
  'two words',
  ' leading blank',
  'trailing blank ',
  'two  blanks',
  'arrow -> target',
  'back\\slash',
  'octal\\040text',
  '日本語のファイル',
  'קובץ',
  'naïve',
  '2024-01-01 10:00 report',
  'total 12',
  "quote'd",
  'not utf-8 \udcff\udc80',
];

/** Names as a directory or a mount table may hold them: one in ten is awkward. */
function names(): string[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const number = String(index).padStart(5, '0');
    const text = index % 10 === 9 ? awkward[Math.floor(index / 10) % awkward.length] : undefined;
    return text === undefined ? `file-${number}.dat` : `${text.trimEnd()}-${number}${/ *$/.exec(text)?.[0]}`;
  });
}

async function listing(): Promise<Subject> {
  const folder = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  try {
    names().forEach((name, index) => {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), encodeText(name)]), 'x'.repeat(index % 4096));
    });
    const text = await runForBytes('ls', ['-l', folder], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    const truth = readdirSync(Buffer.from(folder), { encoding: 'buffer' }).map(name => {
      const { size } = statSync(Buffer.concat([Buffer.from(`${folder}/`), name]));
      return [decodeBytes(name), String(size)];
    });
    return {
      name: '`ls -l`',
      text,
      truth,
      ours: from =>
        parseLs(from).entries.flatMap(({ rows }) => rows.map(row => [row.name, String(row.size)])),
      jc: 'ls',
      jcRow: row => [String(row.filename), String(row.size)],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function freeSpace(): Subject {
  const width = 40;
  const truth = names().map((name, index) => {
    const [total, used] = [1_000_000 + index * 7919, index * 311];
    return [
      '127.0.0.1:/',
      String(total * 1024),
      String(used * 1024),
      String((total - used) * 1024),
      `/mnt/${name}`,
    ];
  });
  const kibibytes = (bytes = '') => String(Number(bytes) / 1024).padStart(12);
  const lines = truth.map(([source = '', total, used, free, mountPoint]) =>
    [source.padEnd(width), kibibytes(total), kibibytes(used), kibibytes(free), '  1%', mountPoint].join(' '),
  );
  const head = 'Filesystem'.padEnd(width) + '    1K-blocks         Used    Available Use% Mounted on';
  return {
    name: '`df -k`',
    text: encodeText([head, ...lines, ''].join('\n')),
    truth,
    ours: from =>
      parseDf(from).entries.map(row => [
        row.source,
        String(row.total),
        String(row.used),
        String(row.available),
        row.mountPoint,
      ]),
    jc: 'df',
    jcRow: row => [
      String(row.filesystem),
      ...[row['1k_blocks'], row.used, row.available].map(count => String(Number(count) * 1024)),
      String(row.mounted_on),
    ],
  };
}

const options =
  'rw,relatime,vers=4.1,rsize=1048576,wsize=1048576,namlen=255,hard,noresvport,proto=tcp,timeo=600';

/** As the kernel escapes them in its tables: blank, tab, line feed, backslash and `#`. */
function escaped(name: string): string {
  return name.replace(/[ \t\n\\#]/g, one => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function mountInfo(): Subject {
  const truth = names().map(name => ['127.0.0.1:/', `/mnt/${name}`, 'nfs4']);
  const lines = truth.map(([source, mountPoint = '', type], index) => {
    const optional = ['', 'shared:1 ', 'shared:1 master:2 '][index % 3];
    return `${index + 30} 29 0:${index + 50} / ${escaped(mountPoint)} rw,relatime ${optional}- ${type} ${source} ${options}`;
  });
  return {
    name: 'mountinfo',
    text: encodeText(lines.join('\n') + '\n'),
    truth,
    ours: from =>
      parseMountInfo(from).entries.map(({ source, mountPoint, fsType }) => [source, mountPoint, fsType]),
    jc: 'proc_pid_mountinfo',
    jcRow: row => [String(row.mount_source), String(row.mount_point), String(row.fs_type)],
  };
}
