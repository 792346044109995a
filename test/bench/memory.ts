import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { launchWorkbench, type WorkbenchDriver } from '../ui/driver';
import { table } from './measure';
import { rounds } from './options';
import { packageExtension } from './product';

const ROUNDS = rounds(3);
const extensionId = 'efs-mount-inspector.efs-mount-inspector';

/** Bytes in use after a collection, at one point of a session. */
interface Use {
  readonly host: number;
  /** Of the report's page, where one is open. */
  readonly webview?: number;
}

/** What the extension keeps in the extension host, which all extensions share, and in its report's page. */
export async function benchMemory(): Promise<string> {
  const vsix = await packageExtension();
  const rounds: ReadonlyMap<string, Use>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await session(vsix));
  }
  const steps = [...(rounds[0]?.keys() ?? [])];
  const of = (step: string, pick: (use: Use) => number | undefined) =>
    rounds.flatMap(round => pick(round.get(step) ?? { host: NaN }) ?? []);
  const before = of('before it starts', ({ host }) => host);
  return `## Memory

${ROUNDS} windows, each with an extension host of its own: what its JavaScript holds after a collection, with everything that VS Code
itself has there, and how much more that is than before the extension was started. Medians, in MiB.

${table(
  ['when', 'extension host', 'more than before', 'report’s page'],
  steps.map(step => {
    const host = of(step, use => use.host);
    const more = host.map((bytes, index) => bytes - (before[index] ?? NaN));
    const webview = of(step, use => use.webview);
    return [step, mebibytes(host), mebibytes(more), webview.length > 0 ? mebibytes(webview) : ''];
  }),
)}`;
}

function mebibytes(bytes: readonly number[]): string {
  const sorted = [...bytes].sort((a, b) => a - b);
  return ((sorted[Math.floor(sorted.length / 2)] ?? NaN) / 2 ** 20).toFixed(1);
}

async function session(vsix: string): Promise<ReadonlyMap<string, Use>> {
  const workspace = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  const driver = await launchWorkbench({ vsix, workspace });
  const uses = new Map<string, Use>();
  const note = async (step: string, webview?: number) =>
    uses.set(step, { host: await driver.evaluateInHost(heapBytes), webview });
  try {
    await note('before it starts');
    await driver.evaluateInHost(activate, extensionId);
    await note('`activate()` has run');
    await driver.runFromPalette('EFS Mount Inspector: Try the Demo');
    await driver.treeItem('cmd-function').waitFor();
    await note('the view shows the demo');
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick('cmd-function');
    await driver.webview().getByText('Hard mount: the kernel retries').first().waitFor();
    await note('a report is open', await webviewBytes(driver));
    return uses;
  } finally {
    await driver.close();
    rmSync(workspace, { recursive: true });
  }
}

async function activate(api: typeof vscode, id: string): Promise<void> {
  await api.extensions.getExtension(id)?.activate();
}

/** Runs in the extension host. */
function heapBytes(): number {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const { runInNewContext } = process.getBuiltinModule('node:vm');
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The page and its frames share a heap with no other page. */
function webviewBytes(driver: WorkbenchDriver): Promise<number> {
  return driver
    .webview()
    .locator('body')
    .evaluate(() => {
      const { memory } = performance as unknown as { readonly memory: { readonly usedJSHeapSize: number } };
      return memory.usedJSHeapSize;
    });
}
