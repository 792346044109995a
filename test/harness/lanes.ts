import { fork, type ChildProcess } from 'node:child_process';
import { noTests, type Counts } from './counts';
import { projectRoot } from './projectRoot';

/** Tests that run in a process of their own, beside others. */
export interface Job {
  /** As a person knows it, e.g. `ui: keyboard`. */
  readonly name: string;
  /** A program of Node.js that sends its {@link Counts} as its last message, and its arguments. */
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment of its process, and so of all that it starts. */
  readonly env?: NodeJS.ProcessEnv;
}

/** What became of a job. */
export interface JobResult {
  readonly name: string;
  readonly counts: Counts;
}

/**
 * Runs jobs side by side, in their order. What each prints is shown in one piece, as soon as the job has ended. A job that ends
 * without counts, or uncleanly, counts as a failure.
 */
export async function runInLanes(
  jobs: readonly Job[],
  lanes: number,
  print: (text: string) => void = console.log,
): Promise<readonly JobResult[]> {
  const waiting = [...jobs];
  const results: JobResult[] = [];
  const running = new Set<ChildProcess>();
  const end = () => running.forEach(child => child.kill());
  process.once('exit', end);
  const lane = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const started = performance.now();
      const { counts, output } = await run(job, running);
      const seconds = Math.round((performance.now() - started) / 1000);
      print(`\n=== ${job.name} (${seconds} s)\n${output.trimEnd()}`);
      results.push({ name: job.name, counts });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  process.off('exit', end);
  return results;
}

function run(
  { args, env, program }: Job,
  running: Set<ChildProcess>,
): Promise<{ counts: Counts; output: string }> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(child);
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    let counts: Counts | undefined;
    child.on('message', message => (counts = message as Counts));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      const told = counts ?? noTests;
      const brokeDown = counts === undefined || (code !== 0 && told.failed === 0 && told.flaky.length === 0);
      if (brokeDown) {
        output = `${output.trimEnd()}\nThe process ended early or uncleanly (${signal ?? `exit code ${code}`}).`;
      }
      resolve({ counts: { ...told, failed: told.failed + (brokeDown ? 1 : 0) }, output });
    });
  });
}
