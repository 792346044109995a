import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';
import { milliseconds, sideBySide, table, type Measure } from './measure';
import { rounds } from './options';

const ROUNDS = rounds(3);
const SIZES = [250, 500, 1000] as const;

const commandLine = path.join(projectRoot, 'dist/cli.js');

/** Reads the same files with the YAML library and does nothing with them. */
const readOnly = `
const { readdirSync, readFileSync } = require('node:fs');
const { parse } = require('yaml');
for (const name of readdirSync(process.argv[1])) {
  parse(readFileSync(process.argv[1] + '/' + name, 'utf8'), { logLevel: 'silent' });
}`;

/** The command line on folders of templates, and how soon it starts: each run is a process of its own. */
export async function benchCommandLine(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'efs-bench-'));
  try {
    const folders = SIZES.map(size => folderOf(path.join(folder, String(size)), size));
    const checks = folders.map((templates, index) => [
      [`check ${SIZES[index]}`, () => node([commandLine, 'check', templates, '--fail-on', 'never'])] as const,
      [`yaml ${SIZES[index]}`, () => node(['-e', readOnly, templates])] as const,
    ]);
    const measures = await sideBySide(Object.fromEntries(checks.flat()), ROUNDS);
    const of = (name: string) => measures[name] ?? { median: NaN, lower: NaN, upper: NaN };
    const [smallest, , largest] = SIZES.map(size => of(`check ${size}`).median);
    const exponent = Math.log((largest ?? NaN) / (smallest ?? NaN)) / Math.log(4);
    return `## The command line

${ROUNDS} rounds, each run a new process, from its start to its end. Every file is another template of about 100 lines that
mounts a file system, and one in ten has a finding. From 250 to 1,000 files the time grows by the power of ${exponent.toFixed(2)}.

${table(
  ['templates', '`check`', 'the YAML library reads them'],
  SIZES.map(size => [String(size), milliseconds(of(`check ${size}`)), milliseconds(of(`yaml ${size}`))]),
)}

${await benchStart(path.join(folders[0] ?? '', '0.yaml'))}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchStart(template: string): Promise<string> {
  const starts = {
    'Node.js alone': ['-e', '0'],
    '`--version`': [commandLine, '--version'],
    '`--help`': [commandLine, '--help'],
    '`check` of one template': [commandLine, 'check', template, '--fail-on', 'never'],
  };
  const measures = await sideBySide(
    Object.fromEntries(Object.entries(starts).map(([name, args]) => [name, () => node(args)])),
    4 * ROUNDS,
  );
  const row = ([name, measure]: [string, Measure]) => [
    name,
    milliseconds(measure),
    `${(measure.median / (measures['Node.js alone']?.median ?? NaN)).toFixed(2)} ×`,
  ];
  return table(['start', 'ms', 'beside Node.js alone'], Object.entries(measures).map(row));
}

function folderOf(folder: string, size: number): string {
  const template = readFileSync(path.join(projectRoot, 'test/fixtures/templates/function-2022.yaml'), 'utf8');
  mkdirSync(folder);
  for (let n = 0; n < size; n++) {
    const own = template
      .replaceAll('MountTarget', `MountTarget${n}`)
      .replaceAll('FileSystem:', `FileSystem: # ${n}`);
    const text = n % 10 === 0 ? own.replace(/^ +DependsOn: .*\n/m, '') : own;
    writeFileSync(path.join(folder, `${n}.yaml`), text);
  }
  return folder;
}

function node(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
}
