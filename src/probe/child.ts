import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { now } from './clock';
import { WORKER_MARKER, type DirectoryPart, type Message, type Step, type StepResult } from './steps';

/** How long a killed child may take to be gone. One that waits for a write to reach a dead server never is. */
const KILL_MS = 300;

/** Makes V8 collect before it grows: two processes share a function's memory, which may be 128 MB. */
const SMALL_HEAP = ['--max-old-space-size=32', '--max-semi-space-size=2'];

const STDERR_LENGTH = 1000;

/** Children that survived SIGKILL, of this and earlier invocations. */
const survivors = new Set<ChildProcess>();

export function hasLeftover(): boolean {
  return survivors.size > 0;
}

export interface StepWatch {
  /** Time of {@link now} by which the child must have begun its first step. */
  readonly startBy: number;
  /** Time of {@link now} by which this step must be done; asked when it begins. */
  readonly doneBy: (step: number) => number;
  readonly onPart: (part: DirectoryPart) => void;
  readonly onResult: (result: StepResult) => void;
}

/** `done` steps were done; `began` says whether the next one had begun. */
export type StepsEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'hung'; readonly done: number; readonly began: boolean }
  | { readonly kind: 'died'; readonly done: number; readonly began: boolean; readonly reason: string };

/**
 * Runs steps in a child process of this same file and kills it when they are done or one is late. Always settles:
 * on a timer of this process, not on the child's exit, because a child in an uninterruptible call may not exit.
 */
export async function runSteps(steps: readonly Step[], watch: StepWatch): Promise<StepsEnd> {
  try {
    const child = await startChild();
    return await new Promise(resolve => new StepRun(child, steps, watch, resolve));
  } catch (error) {
    // No memory or no file descriptors for another process, for example.
    return { kind: 'died', done: 0, began: false, reason: (error as Error).message };
  }
}

class StepRun {
  readonly #steps: readonly Step[];
  readonly #watch: StepWatch;
  readonly #resolve: (end: StepsEnd) => void;
  readonly #child: ChildProcessWithoutNullStreams;
  #timer: NodeJS.Timeout;
  #began = 0;
  #done = 0;
  #late = false;
  #stopping = false;
  #stderr = '';

  constructor(
    child: ChildProcessWithoutNullStreams,
    steps: readonly Step[],
    watch: StepWatch,
    resolve: (end: StepsEnd) => void,
  ) {
    this.#child = child;
    this.#steps = steps;
    this.#watch = watch;
    this.#resolve = resolve;
    this.#timer = setTimeout(() => this.#expire(), watch.startBy - now());

    const { stdin, stdout, stderr } = child;
    child.on('close', () => this.#settle());
    readLines(stdout, line => this.#receive(JSON.parse(line) as Message));
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_LENGTH);
    });
    // A child that died early does not read its steps; its end says why.
    stdin.on('error', () => undefined);
    stdin.end(JSON.stringify(steps));
  }

  #receive(message: Message): void {
    if ('began' in message) {
      this.#began = message.began + 1;
      this.#await(this.#watch.doneBy(message.began) - now());
    } else if ('part' in message) {
      this.#watch.onPart(message.part);
    } else {
      this.#done += 1;
      this.#watch.onResult(message.result);
      if (this.#done === this.#steps.length) {
        this.#stop();
      }
    }
  }

  #await(ms: number): void {
    // What a child wrote before it was killed is still read.
    if (!this.#stopping) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#expire(), ms);
    }
  }

  #expire(): void {
    this.#late = true;
    this.#stop();
  }

  #stop(): void {
    this.#stopping = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), KILL_MS);
    killGroup(this.#child);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    if (isRunning(this.#child)) {
      survivors.add(this.#child);
      this.#child.once('exit', () => survivors.delete(this.#child));
    }
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
    this.#child.unref();
    this.#resolve(this.#end());
  }

  #end(): StepsEnd {
    if (this.#done === this.#steps.length) {
      return { kind: 'finished' };
    }
    const at = { done: this.#done, began: this.#began > this.#done };
    return this.#late
      ? { kind: 'hung', ...at }
      : { kind: 'died', ...at, reason: exitReason(this.#child, this.#stderr) };
  }
}

async function startChild(): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn(process.execPath, [...SMALL_HEAP, __filename, WORKER_MARKER], {
    // Leads a group of its own that can be killed whole, and stands on no mount.
    detached: true,
    windowsHide: true,
    cwd: '/',
    // None of the function's secrets, and none of its NODE_OPTIONS: they may load code from the mount.
    // The last has effect where the local endpoint runs the probe with the desktop editor's own executable.
    env: {
      LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'],
      ELECTRON_RUN_AS_NODE: process.env['ELECTRON_RUN_AS_NODE'],
    },
    stdio: 'pipe',
  });
  if (child.pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw error;
  }
  return child;
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || !isRunning(child)) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just exited by itself.
  }
}

function exitReason(child: ChildProcess, stderr: string): string {
  const how = child.signalCode ?? `exit code ${child.exitCode}`;
  return [`the child that asks the file system ended with ${how}`, stderr.trim()].filter(Boolean).join(': ');
}
