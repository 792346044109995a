import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { launchWorkbench } from '../ui/driver';
import { milliseconds, summarise, table, type Measure } from './measure';

const ROUNDS = 11;
const extensionId = 'efs-mount-inspector.efs-mount-inspector';

/** The files of the product that are loaded on their own, and when. */
const parts: Readonly<Record<string, string>> = {
  'extension.js': 'the view, a command, or a YAML or JSON file is opened',
  'inspecting.js': 'a function is inspected, or a kept report is read back',
  'template.js': 'a file that may mount a file system is opened',
  'aws-profiles.js': 'profiles and regions are looked for',
  'aws-lambda.js': 'Lambda is called',
  'aws-efs.js': 'the configuration of a file system is read',
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
  'aws-efs.js',
  'local.js',
];

/** What a user downloads and VS Code loads, as `npm run package` makes it, and how long starting it takes. */
export async function benchProduct(): Promise<string> {
  const vsix = path.join(projectRoot, 'out/efs-mount-inspector.vsix');
  await runCommand('npm', ['run', 'package', '--', '--out', vsix], { cwd: projectRoot });
  const files = Object.keys(parts).filter(name => existsSync(distFile(name)));
  const loads = await loadTimes(files.filter(name => loadedAlone.includes(name)));
  loads.set('extension.js', await activationTime(vsix));
  return `## The product

${ROUNDS} rounds, each in a new process. Of \`extension.js\` the time is that of its activation in the extension host of a
real VS Code: finding, compiling and running the code, \`activate()\`, and the way there and back. Of the others it is that of
\`require\` in an empty Node. The package has ${kibibytes(vsix)} KiB; all is minified but the probe.

For comparison, as reported by users and not measured here: the AWS Toolkit, which does much more, took 1137 ms to activate
(https://github.com/aws/aws-toolkit-vscode/issues/3222).

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

async function activationTime(vsix: string): Promise<Measure> {
  const workspace = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  const driver = await launchWorkbench({ vsix, workspace });
  try {
    const times: number[] = [];
    for (let attempt = 0; times.length < ROUNDS && attempt < 2 * ROUNDS; attempt++) {
      const time = await driver.evaluateInHost(async (api, id) => {
        // A window that has just opened is still busy with itself.
        await new Promise(resolve => setTimeout(resolve, 3000));
        const extension = api.extensions.getExtension(id);
        const before = performance.now();
        // VS Code itself may have opened a JSON file, which activates the extension.
        const waited = extension?.isActive === false;
        await extension?.activate();
        return waited ? performance.now() - before : undefined;
      }, extensionId);
      if (time !== undefined) {
        times.push(time);
      }
      await driver.reload();
    }
    return summarise(times);
  } finally {
    await driver.close();
    rmSync(workspace, { recursive: true });
  }
}
