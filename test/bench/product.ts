import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { runCommand, runNpm } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { launchWorkbench } from '../ui/driver';
import { milliseconds, summarise, table, type Measure } from './measure';

const ROUNDS = 11;
/** A window that has just opened is still busy with itself. */
const SETTLE_MS = 6000;
const extensionId = 'efs-mount-inspector.efs-mount-inspector';

/** The files of the product that are loaded on their own, and when. */
const parts: Readonly<Record<string, string>> = {
  'extension.js': 'the view, a command, or a YAML or JSON file is opened',
  'commands.js': 'a command is run',
  'inspecting.js': 'a function is inspected, or a kept report is read back',
  'template.js': 'a file that may mount a file system is opened',
  'aws-profiles.js': 'profiles and regions are looked for',
  'aws-lambda.js': 'Lambda is called',
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
  'aws-surroundings.js',
  'aws-errors.js',
  'local.js',
];

/** What a user downloads and VS Code loads, as `npm run package` makes it, and how long starting it takes. */
export async function benchProduct(): Promise<string> {
  const vsix = path.join(projectRoot, 'out/efs-mount-inspector.vsix');
  await runNpm(['run', 'package', '--', '--out', vsix], { cwd: projectRoot });
  const files = Object.keys(parts).filter(name => existsSync(distFile(name)));
  const loads = await loadTimes(files.filter(name => loadedAlone.includes(name)));
  const activations = await measureActivations(vsix);
  const loading = summarise(activations.map(activation => activation.loading));
  const activating = summarise(activations.map(activation => activation.activating));
  loads.set('extension.js', summarise(activations.map(each => each.loading + each.activating)));
  return `## The product

${ROUNDS} rounds, each in a new process. Of \`extension.js\` the time is the one that VS Code itself measures and shows under
“Developer: Show Running Extensions”: loading the code, ${loading.median} ms, and \`activate()\`, ${activating.median} ms, each in whole milliseconds, in
the extension host of a window that has been open for ${SETTLE_MS / 1000} s. Of the others it is that of \`require\` in an empty Node.
The package has ${kibibytes(vsix)} KiB; all is minified but the probe.

The aim for loading and \`activate()\` together is 20 ms. Profiles of 2026-11-22 say where the time goes: about two thirds of the
loading is V8's compiling of the file, and more than half of \`activate()\` VS Code's own work on what is registered there (the
view, the commands, providers), in which no single call stands out. An extension that does nothing took 1 to 2 ms.

For comparison, the same figure as a user reported it of the AWS Toolkit, which does much more, on another machine and not
measured here: 1137 ms (https://github.com/aws/aws-toolkit-vscode/issues/3222).

${table(
  ['part', 'loaded when', 'KiB', 'ms'],
  files.map(name => [`\`${name}\``, parts[name] ?? '', kibibytes(distFile(name)), format(loads.get(name))]),
)}`;
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

/** Starts the extension in a new extension host each time. */
async function measureActivations(vsix: string): Promise<readonly Activation[]> {
  const workspace = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  const driver = await launchWorkbench({ vsix, workspace });
  try {
    const activations: Activation[] = [];
    for (let attempt = 0; activations.length < ROUNDS && attempt < 2 * ROUNDS; attempt++) {
      const activation = await driver.evaluateInHost(activate, extensionId, SETTLE_MS);
      if (activation) {
        activations.push(activation);
      }
      await driver.reload();
    }
    return activations;
  } finally {
    await driver.close();
    rmSync(workspace, { recursive: true });
  }
}

/**
 * Runs in the extension host: starts the extension, and reads what VS Code says of that in its table “Extension
 * Activation Stats”, which has the two parts of the sum that it shows among the running extensions.
 * @returns undefined where VS Code itself had started it, with all else that it does at its start
 */
async function activate(api: typeof vscode, id: string, settleMs: number): Promise<Activation | undefined> {
  const delay = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  await delay(settleMs);
  const extension = api.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    return undefined;
  }
  await extension.activate();
  await api.commands.executeCommand('perfview.show');
  for (let attempt = 0; attempt < 50; attempt++) {
    const page = api.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const row = page
      ?.getText()
      .split('\n')
      .map(line => line.split('|').map(cell => cell.trim()))
      .find(cells => cells[1] === id);
    if (row) {
      await api.commands.executeCommand('workbench.action.closeAllEditors');
      // | Extension | Eager | Load Code | Call Activate | …
      return { loading: Number(row[3]), activating: Number(row[4]) };
    }
    await delay(100);
  }
  throw new Error('VS Code did not say how long the activation took.');
}
