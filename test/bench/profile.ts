import { Session } from 'node:inspector/promises';
import { table } from './measure';

const MOST_ROWS = 8;

/** What was not at work, and the profiler's own. */
const waiting = new Set(['(root)', '(program)', '(idle)', 'dispatch']);

/**
 * Runs some work in this thread and says where its time goes, as a table: the functions that took most of it by themselves,
 * and their share of all that was not waiting.
 */
export async function profileOf(work: () => Promise<void>): Promise<string> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    const names = new Map(
      profile.nodes.map(({ callFrame, id }) => [id, nameOf(callFrame.functionName, callFrame.url)]),
    );
    const times = new Map<string, number>();
    profile.samples?.forEach((id, index) => {
      const name = names.get(id) ?? '';
      // Of the time since the sample before, in microseconds.
      times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1000);
    });
    const atWork = [...times].filter(([name]) => !waiting.has(name)).sort(([, a], [, b]) => b - a);
    const total = atWork.reduce((sum, [, ms]) => sum + ms, 0);
    return table(
      ['function', 'ms by itself', 'share'],
      atWork
        .slice(0, MOST_ROWS)
        .map(([name, ms]) => [`\`${name}\``, ms.toFixed(1), `${Math.round((100 * ms) / total)} %`]),
    );
  } finally {
    session.disconnect();
  }
}

/** Of ours the name says enough: a bundle's lines change with each build. */
function nameOf(functionName: string, url: string): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  return url.startsWith('node:') ? `${name}, ${url}` : name;
}
