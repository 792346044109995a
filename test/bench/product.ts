import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Profiler } from 'node:inspector';
import type * as vscode from 'vscode';
import { toolDefinitions } from '../../src/agent/toolDefinitions';
import { offeredCommands } from '../../src/views/commands/names';
import { runCommand, runNpm } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { launchWorkbench } from '../ui/driver';
import { milliseconds, summarise, table, type Measure } from './measure';
import { rounds } from './options';
import { profileStart, startTable } from './startProfile';

const ROUNDS = rounds(7);
/** Ours starts first in every other one. */
const START_ROUNDS = Math.max(2, rounds(10));
const PROFILED_STARTS = rounds(6);
/** A window that has just opened is still busy with itself. */
const SETTLE_MS = 5000;
const extensionId = 'efs-mount-inspector.efs-mount-inspector';

/** The files of the product that are loaded on their own, and when. */
const parts: Readonly<Record<string, string>> = {
  'extension.js': 'the view, a command, or a YAML or JSON file is opened',
  'window.js': 'the view is seen, a command is run, or a template is opened',
  'template-editor.js': 'a template is opened',
  'agent-tools.js': 'a model calls a tool',
  'commands.js': 'a command is run',
  'inspecting.js': 'a function is inspected, or a kept report is read back',
  'template.js': 'a file that may mount a file system is opened',
  'aws-profiles.js': 'profiles and regions are looked for',
  'aws-lambda.js': 'Lambda is called',
  'aws-credentials.js': 'AWS is called, not the demo',
  'aws-surroundings.js': 'the configuration of a file system is read',
  'aws-errors.js': 'a call of AWS fails',
  'local.js': 'the demo is started',
  'report.js': 'a report is shown (in the webview)',
  'probe.zip': 'a probe is created (in Lambda)',
};

/** Only where no other part is needed: these run in the extension host, which an empty Node stands in for. */
const loadedAlone = [
  'inspecting.js',
  'template.js',
  'aws-profiles.js',
  'aws-lambda.js',
  'aws-credentials.js',
  'aws-surroundings.js',
  'aws-errors.js',
  'local.js',
];

let packaged: Promise<string> | undefined;

/** @returns the path of the package that `npm run package` makes, once in a run */
export function packageExtension(): Promise<string> {
  packaged ??= runPackage();
  return packaged;
}

async function runPackage(): Promise<string> {
  const vsix = path.join(projectRoot, 'out/efs-mount-inspector.vsix');
  await runNpm(['run', 'package', '--', '--out', vsix], { cwd: projectRoot });
  return vsix;
}

/** What a user downloads and VS Code loads, as `npm run package` makes it, and how long starting it takes. */
export async function benchProduct(): Promise<string> {
  const vsix = await packageExtension();
  const files = Object.keys(parts).filter(name => existsSync(distFile(name)));
  const loads = await loadTimes(files.filter(name => loadedAlone.includes(name)));
  const { activations, profiles } = await measureActivations(vsix);
  const idleFirst = activations.filter(each => each.idleFirst);
  const oursFirst = activations.filter(each => !each.idleFirst);
  const loading = summarise(oursFirst.map(({ ours }) => ours.loading));
  const activating = summarise(oursFirst.map(({ ours }) => ours.activating));
  const whole = (rounds: readonly Activations[], of: 'ours' | 'idle') =>
    summarise(rounds.map(each => each[of].loading + each[of].activating));
  loads.set('extension.js', whole(oursFirst, 'ours'));
  return `## The product

${ROUNDS} rounds, each in a new process. Of \`extension.js\` the time is the one that VS Code itself measures and shows under
“Developer: Show Running Extensions”: loading the code, ${loading.median} ms, and \`activate()\`, ${activating.median} ms, each in whole milliseconds, in
the extension host of a window that has been open for ${SETTLE_MS / 1000} s. Of the others it is that of \`require\` in an empty Node.
The package has ${kibibytes(vsix)} KiB; all is minified but the probe.

The aim for loading and \`activate()\` together is 8 ms, and 40 KiB. Beside ours starts an extension that asks for VS Code's API and
registers one command, in every other of ${START_ROUNDS} rounds the one or the other first, which pays for what VS Code itself does only once:

${table(
  ['started', 'ours, ms', 'the other, ms'],
  [
    ['ours first', format(whole(oursFirst, 'ours')), format(whole(oursFirst, 'idle'))],
    ['the other first', format(whole(idleFirst, 'ours')), format(whole(idleFirst, 'idle'))],
  ],
)}

Where the time goes, in ${profiles.length} more starts of ours alone, in which V8's profiler looked every 0.1 ms: the mean of each step.
Of the loading, compiling ${kibibytes(distFile('extension.js'))} KiB and the beginnings of our modules are ours; the rest VS Code and Node.js do for any
extension. \`activate()\` tells VS Code of ${registered()}: each is a message to the
window, and what is offered has to be known before it is used.

${startTable(profiles)}

For comparison, the same figure as a user reported it of the AWS Toolkit, which does much more, on another machine and not
measured here: 1137 ms (https://github.com/aws/aws-toolkit-vscode/issues/3222).

${table(
  ['part', 'loaded when', 'KiB', 'ms'],
  files.map(name => [`\`${name}\``, parts[name] ?? '', kibibytes(distFile(name)), format(loads.get(name))]),
)}`;
}

function registered(): string {
  return `${offeredCommands.length + 2} commands, ${toolDefinitions.length} tools, a view, the report's tabs and the files of mounts`;
}

function distFile(name: string): string {
  return path.join(projectRoot, 'dist', name);
}

function kibibytes(file: string): string {
  return (statSync(file).size / 1024).toFixed(1);
}

function format(measure: Measure | undefined): string {
  return measure ? milliseconds(measure) : '';
}

async function loadTimes(files: readonly string[]): Promise<Map<string, Measure>> {
  const script =
    'const before = performance.now(); require(process.argv[1]); console.log(performance.now() - before)';
  const times = new Map(files.map(name => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, all] of times) {
      const output = await runCommand(process.execPath, ['--no-warnings', '-e', script, distFile(name)]);
      all.push(Number(output));
    }
  }
  return new Map([...times].map(([name, all]) => [name, summarise(all)]));
}

/** What VS Code measured of an activation, in whole milliseconds. */
interface Activation {
  /** Reading, compiling and running `extension.js`. */
  readonly loading: number;
  /** `activate()`. */
  readonly activating: number;
}

/** Of ours, and of an extension that does next to nothing, one right after the other. */
interface Activations {
  readonly idleFirst: boolean;
  readonly ours: Activation;
  readonly idle: Activation;
}

const idleManifest = {
  name: 'idle',
  publisher: 'efs-mount-inspector-tests',
  version: '0.0.0',
  engines: { vscode: '^1.95.0' },
  activationEvents: [],
  main: './index.js',
};

/** What every extension with a command has to do. */
const idleProgram = `const vscode = require('vscode');
exports.activate = context => {
  context.subscriptions.push(vscode.commands.registerCommand('efsMountInspectorTests.idle', () => undefined));
};
`;

/** The package, but nothing starts it except the bench: a window opens JSON of its own. @returns its path */
async function withoutEvents(vsix: string): Promise<string> {
  const manifestName = 'extension/package.json';
  const files = unzipSync(await readFile(vsix));
  const manifest = JSON.parse(strFromU8(files[manifestName] ?? new Uint8Array())) as object;
  const changed = {
    ...files,
    [manifestName]: strToU8(JSON.stringify({ ...manifest, activationEvents: [] })),
  };
  const file = path.join(projectRoot, 'out/efs-mount-inspector-without-events.vsix');
  await writeFile(file, zipSync(changed, { level: 1 }));
  return file;
}

async function installIdle(extensionsFolder: string): Promise<void> {
  const { name, publisher, version } = idleManifest;
  const folder = path.join(extensionsFolder, `${publisher}.${name}-${version}`);
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(idleManifest));
  await writeFile(path.join(folder, 'index.js'), idleProgram);
}

/** Starts the extensions in a new extension host each time. */
async function measureActivations(
  vsix: string,
): Promise<{ readonly activations: readonly Activations[]; readonly profiles: readonly Profiler.Profile[] }> {
  const workspace = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  const driver = await launchWorkbench({
    vsix: await withoutEvents(vsix),
    workspace,
    install: installIdle,
  });
  const idleId = `${idleManifest.publisher}.${idleManifest.name}`;
  try {
    const activations: Activations[] = [];
    for (let attempt = 0; activations.length < START_ROUNDS && attempt < 2 * START_ROUNDS; attempt++) {
      const idleFirst = attempt % 2 === 1;
      const order = idleFirst ? [idleId, extensionId] : [extensionId, idleId];
      const found = (await driver.evaluateInHost(activate, order, SETTLE_MS)) ?? [];
      const [ours, idle] = idleFirst ? found.toReversed() : found;
      if (ours && idle) {
        activations.push({ idleFirst, ours, idle });
      }
      await driver.reload();
    }
    if (activations.length === 0) {
      throw new Error('VS Code had always started the extensions before the bench did.');
    }
    const profiles: Profiler.Profile[] = [];
    for (let attempt = 0; profiles.length < PROFILED_STARTS && attempt < 2 * PROFILED_STARTS; attempt++) {
      profiles.push(
        ...[await driver.evaluateInHost(profileStart, extensionId, SETTLE_MS)].flatMap(each => each ?? []),
      );
      await driver.reload();
    }
    return { activations, profiles };
  } finally {
    await driver.close();
    rmSync(workspace, { recursive: true });
  }
}

/**
 * Runs in the extension host: starts extensions, and reads what VS Code says of that in its table “Extension Activation
 * Stats”, which has the two parts of the sum that it shows among the running extensions.
 * @returns undefined where VS Code itself had started one, with all else that it does at its start
 */
async function activate(
  api: typeof vscode,
  ids: readonly string[],
  settleMs: number,
): Promise<readonly Activation[] | undefined> {
  const delay = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  await delay(settleMs);
  const extensions = ids.map(id => api.extensions.getExtension(id));
  if (extensions.some(extension => !extension || extension.isActive)) {
    return undefined;
  }
  for (const extension of extensions) {
    await extension?.activate();
  }
  await api.commands.executeCommand('perfview.show');
  for (let attempt = 0; attempt < 50; attempt++) {
    const page = api.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const rows = (page?.getText().split('\n') ?? []).map(line => line.split('|').map(cell => cell.trim()));
    // | Extension | Eager | Load Code | Call Activate | …
    const own = ids.map(id => rows.find(cells => cells[1] === id));
    if (own.every(row => row !== undefined)) {
      await api.commands.executeCommand('workbench.action.closeAllEditors');
      return own.map(row => ({ loading: Number(row?.[3]), activating: Number(row?.[4]) }));
    }
    await delay(100);
  }
  throw new Error('VS Code did not say how long the activation took.');
}
