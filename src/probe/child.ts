import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { now } from './clock';
import {
  COLUMN_SEPARATOR,
  WORKER_MARKER,
  type DirectoryPart,
  type Message,
  type Step,
  type StepResult,
} from './steps';

/** How long a killed child may take to be gone. One that waits for a write to reach a dead server never is. */
const KILL_MS = 300;

/** Makes V8 collect before it grows: two processes share a function's memory, which may be 128 MB. */
const SMALL_HEAP = ['--max-old-space-size=32', '--max-semi-space-size=2'];

const STDERR_LENGTH = 1000;

/** Children that survived SIGKILL, of this and earlier invocations. */
const survivors = new Set<ChildProcess>();

/** The child that waits for the next steps: it need not be started, and still has directories open. */
let waiting: Promise<Child> | undefined;

export function hasLeftover(): boolean {
  return survivors.size > 0;
}

/** Starts the child before it is needed. */
export function prepareChild(): void {
  waiting = startChild();
  // Whoever needs it starts another one.
  waiting.catch(() => undefined);
}

export interface StepWatch {
  /** Time of {@link now} by which the child must have begun its first step. */
  readonly startBy: number;
  /** Time of {@link now} by which this step must be done; asked when it begins. */
  readonly doneBy: (step: number) => number;
  readonly onPart: (part: DirectoryPart, texts: readonly Buffer[]) => void;
  readonly onResult: (result: StepResult) => void;
}

/** `done` steps were done; `began` says whether the next one had begun. */
export type StepsEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'hung'; readonly done: number; readonly began: boolean }
  | { readonly kind: 'died'; readonly done: number; readonly began: boolean; readonly reason: string };

/**
 * Runs steps in a child process of this same file. One that is done with them waits for the next ones; one that is late
 * with a step is killed. Always settles: on a timer of this process, not on the child's exit, because a child in an
 * uninterruptible call may not exit.
 */
export async function runSteps(steps: readonly Step[], watch: StepWatch): Promise<StepsEnd> {
  const prepared = waiting;
  waiting = undefined;
  if (prepared) {
    const end = await runStepsIn(prepared, steps, watch);
    // One that ended while it waited has been asked nothing.
    if (end.kind !== 'died' || end.done > 0 || end.began) {
      return end;
    }
  }
  return runStepsIn(startChild(), steps, watch);
}

async function runStepsIn(
  starting: Promise<Child>,
  steps: readonly Step[],
  watch: StepWatch,
): Promise<StepsEnd> {
  try {
    const child = await starting;
    const end = await new Promise<StepsEnd>(resolve => new StepRun(child, steps, watch, resolve));
    if (end.kind === 'finished') {
      if (waiting) {
        // Of an invocation beside this one.
        child.dismiss();
      } else {
        child.wait();
        waiting = starting;
      }
    }
    return end;
  } catch (error) {
    // No memory or no file descriptors for another process, for example.
    return { kind: 'died', done: 0, began: false, reason: (error as Error).message };
  }
}

class StepRun {
  readonly #steps: readonly Step[];
  readonly #watch: StepWatch;
  readonly #resolve: (end: StepsEnd) => void;
  readonly #child: Child;
  #timer: NodeJS.Timeout;
  #began = 0;
  #done = 0;
  #late = false;
  #stopping = false;

  constructor(child: Child, steps: readonly Step[], watch: StepWatch, resolve: (end: StepsEnd) => void) {
    this.#child = child;
    this.#steps = steps;
    this.#watch = watch;
    this.#resolve = resolve;
    this.#timer = setTimeout(() => this.#expire(), watch.startBy - now());
    child.give(steps, {
      onLine: line => this.#receive(line),
      onClose: () => this.#abandon(),
    });
  }

  #receive(line: Buffer): void {
    const [head = line, ...texts] = fields(line);
    const message = JSON.parse(head.toString()) as Message;
    if ('began' in message) {
      this.#began = message.began + 1;
      this.#await(this.#watch.doneBy(message.began) - now());
    } else if ('part' in message) {
      this.#watch.onPart(message.part, texts);
    } else {
      this.#done += 1;
      this.#watch.onResult(message.result);
      if (this.#done === this.#steps.length && !this.#stopping) {
        clearTimeout(this.#timer);
        this.#resolve({ kind: 'finished' });
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
    this.#stopping = true;
    this.#timer = setTimeout(() => this.#abandon(), KILL_MS);
    this.#child.kill();
  }

  #abandon(): void {
    clearTimeout(this.#timer);
    this.#child.abandon();
    this.#resolve(this.#end());
  }

  #end(): StepsEnd {
    const at = { done: this.#done, began: this.#began > this.#done };
    return this.#late ? { kind: 'hung', ...at } : { kind: 'died', ...at, reason: this.#child.exitReason() };
  }
}

interface ChildListener {
  readonly onLine: (line: Buffer) => void;
  /** The child ended, and all that it wrote has been read. */
  readonly onClose: () => void;
}

/** A process that does steps, some for each invocation. While it waits it keeps no event loop from ending. */
class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  #listener: ChildListener | undefined;
  #stderr = '';
  #isClosed = false;

  constructor(process: ChildProcessWithoutNullStreams) {
    this.#process = process;
    const { stdin, stdout, stderr } = process;
    process.on('close', () => {
      this.#isClosed = true;
      this.#listener?.onClose();
    });
    readLines(stdout, line => this.#listener?.onLine(line));
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_LENGTH);
    });
    // A child that died early does not read its steps; its end says why.
    stdin.on('error', () => undefined);
    this.wait();
  }

  give(steps: readonly Step[], listener: ChildListener): void {
    this.#listener = listener;
    this.#hold('ref');
    if (this.#isClosed) {
      listener.onClose();
    } else {
      this.#process.stdin.write(`${JSON.stringify(steps)}\n`);
    }
  }

  wait(): void {
    this.#listener = undefined;
    this.#hold('unref');
  }

  /** It ends by itself. */
  dismiss(): void {
    this.wait();
    this.#process.stdin.end();
  }

  kill(): void {
    const { pid } = this.#process;
    if (pid === undefined || !isRunning(this.#process)) {
      return;
    }
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has just exited by itself.
    }
  }

  /** Lets it be what it is, dead or not. */
  abandon(): void {
    this.wait();
    const { stdin, stdout, stderr } = this.#process;
    if (isRunning(this.#process)) {
      survivors.add(this.#process);
      this.#process.once('exit', () => survivors.delete(this.#process));
    }
    stdin.destroy();
    stdout.destroy();
    stderr.destroy();
  }

  exitReason(): string {
    const how = this.#process.signalCode ?? `exit code ${this.#process.exitCode}`;
    return [`the child that asks the file system ended with ${how}`, this.#stderr.trim()]
      .filter(Boolean)
      .join(': ');
  }

  #hold(how: 'ref' | 'unref'): void {
    const { stdin, stdout, stderr } = this.#process;
    this.#process[how]();
    // Pipes to a process are sockets.
    for (const pipe of [stdin, stdout, stderr]) {
      (pipe as unknown as Socket)[how]();
    }
  }
}

async function startChild(): Promise<Child> {
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
  return new Child(child);
}

const NEWLINE = 0x0a;

function readLines(stream: Readable, onLine: (line: Buffer) => void): void {
  let rest: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      onLine(Buffer.concat([...rest, chunk.subarray(start, end)]));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
    }
  });
}

function fields(line: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  let start = 0;
  for (let end = line.indexOf(COLUMN_SEPARATOR); end !== -1; end = line.indexOf(COLUMN_SEPARATOR, start)) {
    found.push(line.subarray(start, end));
    start = end + 1;
  }
  return [...found, line.subarray(start)];
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
