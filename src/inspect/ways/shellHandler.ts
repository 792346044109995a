import type { InvokeResult } from '../../aws/lambdaApi';
import { decodeBytes } from '../../core/text/byteText';
import type { Capture, CommandOutput, Section, SectionError } from '../../core/capture/capture';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { columnsFromLs } from '../../core/listing/directoriesOf';
import { isHumanError, type HumanError } from '../../core/humanError';
import { parseLs } from '../../core/parse/ls';
import { parseMounts } from '../../core/parse/mounts';
import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import type { ListRequest } from '../../protocol';
import { inspectError, type InspectProblemCode } from '../inspectProblems';
import { functionError } from './functionError';
import { inspectionCommands, listCommand, pieceOf, type ShellCommand } from './shellCommands';
import { outputFromLog, outputFromPayload, type ShellOutput } from './shellOutput';
import { joinPieces, type Joined } from './shellPieces';
import type { CaptureOptions, Invoke, Limits, ProbeRunner } from './probeRunner';

/** Of an output that comes in the payload, at once. */
const MAX_PAYLOAD_OUTPUT_BYTES = 1024 * 1024;

/** Each 3 KB more is one more invocation of the user's function. */
const MAX_OUTPUT_BYTES = 96 * 1024;

/**
 * Asks a function whose handler runs `{"Cmd": "…"}` with `sh -c`, prints the output, answers null, and ends its
 * process when the command fails. One Invoke a command, more for an output that the 4 KB log tail does not hold.
 */
export class ShellHandler implements ProbeRunner {
  readonly #invoke: Invoke;

  constructor(invoke: Invoke) {
    this.#invoke = invoke;
  }

  async capture(target: LambdaFunction, { onProgress, signal }: CaptureOptions): Promise<Capture> {
    const commands = inspectionCommands(target.fileSystem.localMountPath);
    const session = new Session(this.#invoke, target, signal);
    const outputs: CommandOutput[] = [];
    let unresponsive = false;
    for (const [done, command] of commands.entries()) {
      onProgress({ step: 'command', command: command.command, done, total: commands.length });
      const output: Section<string> =
        unresponsive && command.touchesMount
          ? skipped('the mount had already hung')
          : await session.run(command);
      unresponsive ||= command.touchesMount && !output.ok && output.error.code === 'TIMEOUT';
      outputs.push({ command: command.command, output });
      if (done === 0 && output.ok && !isMountTable(output.value)) {
        throw inspectError('not-a-shell-handler', { function: target.name });
      }
    }
    onProgress({ step: 'reading', done: commands.length, total: commands.length });
    return {
      version: 1,
      takenAt: new Date().toISOString(),
      way: 'shell-handler',
      target,
      invocation: session.facts(),
      probe: {},
      unresponsive: unresponsive ? [target.fileSystem.localMountPath] : [],
      commands: outputs,
    };
  }

  async list(
    target: LambdaFunction,
    { path }: Pick<ListRequest, 'path'>,
    { signal }: Limits,
  ): Promise<DirectoryColumns> {
    const session = new Session(this.#invoke, target, signal);
    const output = await session.run(listCommand(path));
    const error = output.ok ? undefined : output.error;
    const text = output.ok ? output.value : (output.partial ?? '');
    const rows = parseLs(text).entries.flatMap(listing => listing.rows);
    return columnsFromLs(path, rows, error);
  }

  /** A shell cannot open a file and then prove that no link led out of the mount, nor pass by a pipe that hangs. */
  readRange(target: LambdaFunction): Promise<never> {
    return Promise.reject(onlyLists(target));
  }

  /** Nor can it be made to count in parts, each within a deadline. */
  countPart(target: LambdaFunction): Promise<never> {
    return Promise.reject(onlyLists(target));
  }

  /** Each command is an invocation, which takes longer than what would be measured. */
  measureLatency(target: LambdaFunction): Promise<never> {
    return Promise.reject(onlyLists(target));
  }
}

function onlyLists({ name, origin }: LambdaFunction): HumanError {
  return inspectError(origin.kind === 'recorded' ? 'not-recorded' : 'shell-only-lists', { function: name });
}

/** The invocations of one inspection. */
class Session {
  readonly #invoke: Invoke;
  readonly #target: LambdaFunction;
  readonly #signal: AbortSignal;
  readonly #results: InvokeResult[] = [];
  #succeeded = false;
  /** Why nothing more is asked. */
  #stopped: HumanError | undefined;
  #firstFailure: HumanError | undefined;
  /** What the command printed before it failed. */
  #printed = '';

  constructor(invoke: Invoke, target: LambdaFunction, signal: AbortSignal) {
    this.#invoke = invoke;
    this.#target = target;
    this.#signal = signal;
  }

  facts(): Capture['invocation'] {
    const last = this.#results.at(-1);
    return {
      count: this.#results.length,
      durationMs: this.#results.reduce((sum, { durationMs }) => sum + durationMs, 0),
      executedVersion: last?.executedVersion,
      logTail: last?.logTail,
    };
  }

  /**
   * A failing command costs its own section. Lambda itself failing costs the rest too, and throws where there is
   * nothing to show yet.
   */
  async run({ command }: ShellCommand): Promise<Section<string>> {
    if (this.#stopped) {
      return skipped(this.#stopped.message);
    }
    const started = performance.now();
    const spent = () => performance.now() - started;
    try {
      const output = await this.#output(command);
      return { ...output, ms: spent() };
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!isHumanError(error)) {
        throw error;
      }
      const isFunctionFailure = isOwnFailure(error);
      if (!this.#succeeded) {
        // A second failure in a row says that it is not this one command.
        if (!isFunctionFailure || this.#firstFailure) {
          throw this.#firstFailure ?? error;
        }
        this.#firstFailure = error;
      }
      if (!isFunctionFailure) {
        this.#stopped = error;
      }
      const { complaints, output } = sortOut(isFunctionFailure ? this.#printed : '', command);
      return {
        ok: false,
        error: sectionError(error, complaints.at(-1), this.#target),
        ms: spent(),
        partial: output || undefined,
      };
    }
  }

  async #output(command: string): Promise<WithoutTime<Section<string>>> {
    const first = await this.#run(command);
    this.#succeeded = true;
    if (first.bytes.length > MAX_PAYLOAD_OUTPUT_BYTES) {
      const beginning = decodeBytes(first.bytes.subarray(0, MAX_PAYLOAD_OUTPUT_BYTES));
      return { ok: false, error: tooLong(MAX_PAYLOAD_OUTPUT_BYTES), partial: wholeLines(beginning) };
    }
    if (!first.cut) {
      return { ok: true, value: decodeBytes(first.bytes) };
    }
    const joined = await this.#pieces(command, first.bytes);
    if (!joined) {
      const known = decodeBytes(first.bytes);
      return { ok: false, error: ONLY_END, partial: known.slice(known.indexOf('\n') + 1) };
    }
    const text = decodeBytes(joined.bytes);
    switch (joined.kind) {
      case 'whole':
        return { ok: true, value: text };
      case 'changed':
        return { ok: false, error: CHANGED, partial: wholeLines(text) };
      case 'too-long':
        return { ok: false, error: tooLong(MAX_OUTPUT_BYTES), partial: wholeLines(text) };
    }
  }

  /** Undefined where the handler does not run the pipe that cuts pieces. */
  async #pieces(command: string, end: Uint8Array): Promise<Joined | undefined> {
    const readPiece = async (from: number, length: number) => {
      const piece = await this.#run(pieceOf(command, from, length));
      if (piece.cut) {
        throw inspectError('not-a-shell-handler', { function: this.#target.name });
      }
      return piece.bytes;
    };
    try {
      return await joinPieces(readPiece, end, MAX_OUTPUT_BYTES);
    } catch (error) {
      this.#signal.throwIfAborted();
      if (isHumanError(error) && isOwnFailure(error)) {
        return undefined;
      }
      throw error;
    }
  }

  async #run(command: string): Promise<ShellOutput> {
    const result = await this.#invoke({ Cmd: command }, this.#signal);
    this.#results.push(result);
    const failure = functionError(this.#target, result);
    if (failure) {
      const log = outputFromLog(result.logTail ?? '');
      this.#printed = log ? decodeBytes(log.bytes) : '';
      throw failure;
    }
    const fromPayload = outputFromPayload(result.payload);
    const output = fromPayload ? { bytes: fromPayload, cut: false } : outputFromLog(result.logTail ?? '');
    if (!output) {
      throw inspectError('not-a-shell-handler', { function: this.#target.name });
    }
    return output;
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'ms'> : never;

/** Whether the command or the handler failed, not Lambda. */
function isOwnFailure({ problem }: HumanError): boolean {
  return problem !== undefined && ownFailures.has(problem.code);
}

const ownFailures = new Set<string>([
  'function-exited',
  'function-failed',
  'function-timed-out',
  'not-a-shell-handler',
  'response-too-large',
] satisfies InspectProblemCode[]);

const CHANGED: SectionError = { code: 'CHANGED', message: 'the output changed while it was read in pieces' };
const ONLY_END: SectionError = { code: 'TRUNCATED', message: 'only the last 4 KB could be read' };

function tooLong(bytes: number): SectionError {
  return { code: 'TRUNCATED', message: `only the first ${bytes / 1024} KB were read` };
}

function skipped(message: string): Section<string> {
  return { ok: false, error: { code: 'SKIPPED', message }, ms: 0 };
}

function sectionError(
  { message, problem }: HumanError,
  complaint: string | undefined,
  { origin }: LambdaFunction,
): SectionError {
  if (problem?.code === 'function-timed-out') {
    return { code: 'TIMEOUT', message: 'the function reached its timeout' };
  }
  // A recording answers what was asked in its time, and fails all else.
  return origin.kind === 'recorded'
    ? { code: 'NOT_RECORDED', message: `not recorded in ${origin.on.slice(0, 4)}` }
    : { code: 'FAILED', message: complaint ?? message };
}

/** Tells what a failing command printed from what it, its shell and its handler complained of. */
function sortOut(printed: string, command: string): { complaints: readonly string[]; output: string } {
  const [tool] = command.split(' ');
  const speakers = new RegExp(`^(${tool}|(/bin/)?(ba)?sh): `);
  const lines = (printed.match(/[^\n]*\n|[^\n]+$/g) ?? []).filter(line => !/exit status \d+\s*$/.test(line));
  return {
    complaints: lines.filter(line => speakers.test(line)).map(line => line.trimEnd()),
    output: lines.filter(line => !speakers.test(line)).join(''),
  };
}

/** Without a last line that may be half a line. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** Every Linux sandbox has a root mount: without one this is the output of something else. */
function isMountTable(text: string): boolean {
  return parseMounts(text).entries.some(({ mountPoint }) => mountPoint === '/');
}
