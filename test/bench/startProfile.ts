import type { Profiler } from 'node:inspector';
import type * as vscode from 'vscode';
import { table } from './measure';

/** The steps of a start, as VS Code counts them: loading the code, then `activate()`. */
const loading = '_doLoadModule';
const activating = '_callActivateOptional';
const program = /[\\/]dist[\\/]extension\.js$/;
const host = /[\\/]extensionHostProcess\.js$/;

/** Runs in the extension host: starts an extension under the profiler. Undefined where it has started already. */
export async function profileStart(
  api: typeof vscode,
  id: string,
  settleMs: number,
): Promise<Profiler.Profile | undefined> {
  await new Promise(resolve => setTimeout(resolve, settleMs));
  const extension = api.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    return undefined;
  }
  const { Session } = process.getBuiltinModule('node:inspector/promises');
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  await extension.activate();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
}

/** Where the time of a start goes, as a table: the mean of each step, of which a single profile sees but some samples. */
export function startTable(profiles: readonly Profiler.Profile[]): string {
  const sums = new Map<string, number>();
  for (const [name, ms] of profiles.flatMap(each => [...stepsOf(each)])) {
    sums.set(name, (sums.get(name) ?? 0) + ms);
  }
  const means = [...sums].map(([name, ms]) => [name, ms / profiles.length] as const);
  return table(
    ['step', 'ms'],
    means
      .filter(([, ms]) => ms >= 0.05)
      .sort(([, a], [, b]) => b - a)
      .map(([name, ms]) => [name, ms.toFixed(1)]),
  );
}

/** Milliseconds of each step. */
export function stepsOf({ nodes, samples, timeDeltas }: Profiler.Profile): ReadonlyMap<string, number> {
  const parents = new Map(nodes.flatMap(node => (node.children ?? []).map(child => [child, node] as const)));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const steps = new Map<string, number>();
  samples?.forEach((id, index) => {
    const frames: Profiler.ProfileNode['callFrame'][] = [];
    for (let node = byId.get(id); node; node = parents.get(node.id)) {
      frames.unshift(node.callFrame);
    }
    const step = stepOf(frames);
    if (step !== undefined) {
      // A sample stands for the time until the next one, which is in microseconds.
      steps.set(step, (steps.get(step) ?? 0) + (timeDeltas?.[index + 1] ?? 0) / 1000);
    }
  });
  return steps;
}

/** @param frames from the outermost in; undefined where they are of nothing that VS Code counts */
function stepOf(frames: readonly Profiler.ProfileNode['callFrame'][]): string | undefined {
  const names = frames.map(({ functionName }) => functionName);
  const own = frames.findLastIndex(({ url }) => program.test(url));
  if (names.includes(activating)) {
    const called = frames.slice(own + 1).find(({ url }) => host.test(url))?.functionName;
    if (own < 0) {
      return undefined;
    }
    return called ? `\`activate()\`: VS Code’s \`${called}\`` : '`activate()`: our own code';
  }
  if (names.includes('_loadExtensionContext')) {
    return 'loading: VS Code prepares the extension’s storage';
  }
  if (!names.includes(loading)) {
    return undefined;
  }
  if (frames.some(({ functionName, url }) => functionName === 'load' && host.test(url))) {
    return 'loading: VS Code makes the API for the extension';
  }
  if (names.at(-1) === 'wrapSafe') {
    return 'loading: V8 compiles the file';
  }
  return own < 0
    ? 'loading: Node.js and VS Code find and read the file'
    : 'loading: the beginnings of our modules';
}
