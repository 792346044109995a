import path from 'node:path';
import { runCommand } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { table } from './measure';

interface Part {
  readonly suite: string;
  readonly name: string;
  readonly seconds: number;
}

/** All that `npm test` runs, once. */
export async function benchTests(): Promise<string> {
  const started = performance.now();
  const output = await runCommand(process.execPath, [
    path.join(projectRoot, 'out/test/harness/test.js'),
    ...['unit', 'hostile', 'host', 'web', 'ui'],
  ]);
  return describeTests(output, (performance.now() - started) / 1000);
}

/** @param output of the run, with a heading for each part that ended */
export function describeTests(output: string, seconds: number): string {
  const parts = [...output.matchAll(/^=== (\w+)(?:: (\S+))? \((\d+) s\)$/gm)].map(
    ([, suite = '', name = suite, took]): Part => ({ suite, name, seconds: Number(took) }),
  );
  const all = secondsOf(parts);
  const rows = [...new Set(parts.map(({ suite }) => suite))]
    .map(suite => {
      const own = parts.filter(part => part.suite === suite);
      return { suite, own, together: secondsOf(own) };
    })
    .sort((a, b) => b.together - a.together)
    .map(({ suite, own, together }) => [
      suite,
      String(own.length),
      `${together} (${((100 * together) / all).toFixed(0)} %)`,
      own
        .toSorted((a, b) => b.seconds - a.seconds)
        .slice(0, 4)
        .map(part => `${part.name} ${part.seconds}`)
        .join(', '),
    ]);
  return `## The tests

\`npm test\` once, built before, with one lane more than there are processors: ${(seconds / 60).toFixed(1)} minutes. The aim is 3, and 10 for \`.ci/run\`,
which has the NFS tests and lint beside it. Parts of a suite run at the same time as others, so that the seconds of all are more than those of the run.

${table(['suite', 'parts', 'their seconds', 'longest'], rows)}

What takes the time is VS Code itself: a window with a server and a browser of its own costs 8 to 10 seconds of a processor until the
extension runs, and a further one in the same browser 4, which is why files that agree share them. Measured once by control
groups, on 2026-11-28.`;
}

function secondsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.seconds, 0);
}
