import {
  accessSync,
  constants,
  readSync,
  readdirSync,
  statSync,
  statfsSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { encodeText } from '../core/text/byteText';
import { nameText, pathTo } from './directoryReader';
import { sendPage } from './listDirectory';
import { OpenDirectories } from './openDirectories';
import type { ProbeSections, StatFs, ToolFacts } from '../protocol';
import { questions } from './questions';
import type { MountStep, QuestionName } from './questions/question';
import { measure } from './section';
import { COLUMN_SEPARATOR, type Message, type Step, type StepResult } from './steps';

/** Pieces in which the parent's lines are read. */
const READ_BYTES = 64 * 1024;

/**
 * The child's whole life: reads a line of steps from standard input, does one after the other with synchronous calls,
 * and writes each message as a line before the next call, so that the parent knows how far it came when a call hangs.
 * Then it waits for the steps of the next invocation, and ends with its parent.
 */
export function runWorker(): void {
  // A directory without search permission fails once per entry.
  Error.stackTraceLimit = 0;
  const open = new OpenDirectories();
  for (const line of readLines()) {
    const steps = JSON.parse(line) as readonly Step[];
    steps.forEach((step, index) => {
      send({ began: index });
      send({ result: perform(step, open) });
    });
  }
}

/** Lines of standard input, each as soon as it is there. */
function* readLines(): Generator<string> {
  const buffer = Buffer.alloc(READ_BYTES);
  let line: Buffer[] = [];
  for (let length = readSync(0, buffer); length > 0; length = readSync(0, buffer)) {
    const piece = Buffer.from(buffer.subarray(0, length));
    line.push(piece);
    // The parent writes the next line only once this one has been answered.
    if (piece.at(-1) === NEWLINE) {
      yield Buffer.concat(line).toString();
      line = [];
    }
  }
}

const NEWLINE = 0x0a;

function perform(step: Step, open: OpenDirectories): StepResult {
  const { kind } = step;
  switch (kind) {
    case 'statfs': {
      const { mountPoint } = step;
      return { kind, mountPoint, outcome: measure(() => statFs(mountPoint)) };
    }
    case 'tools':
      return { kind, outcome: measure(tools) };
    case 'list':
      return {
        kind,
        outcome: measure(() => {
          sendPage(step, open, (part, texts) => send({ part }, texts));
          return null;
        }),
      };
    default:
      return { kind, outcome: measure(() => answer(step, open)) };
  }
}

function answer<Name extends QuestionName>(
  step: MountStep<Name> & { readonly kind: Name },
  open: OpenDirectories,
): ProbeSections[Name] {
  const { kind }: { readonly kind: Name } = step;
  return questions[kind].answer(step, open);
}

function statFs(mountPoint: string): StatFs {
  const stats = statfsSync(Buffer.from(encodeText(mountPoint)), { bigint: true });
  return {
    blockSize: String(stats.bsize),
    blocks: String(stats.blocks),
    blocksFree: String(stats.bfree),
    blocksAvailable: String(stats.bavail),
    inodes: String(stats.files),
    inodesFree: String(stats.ffree),
  };
}

function tools(): ToolFacts {
  const names = readdirSync('/bin', { encoding: 'latin1' });
  return { bin: names.filter(isExecutable).map(nameText).sort() };
}

function isExecutable(name: string): boolean {
  const path = pathTo('/bin/', name);
  const stats = targetOf(path);
  if (!stats?.isFile() || (stats.mode & ANY_EXECUTE) === 0) {
    return false;
  }
  return (stats.mode & ANY_EXECUTE) === ANY_EXECUTE || isAccessible(path);
}

/** Undefined of a link that leads nowhere, around in a circle, or where the function's user may not go. */
function targetOf(path: string | Buffer): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const ANY_EXECUTE = constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;

function isAccessible(path: string | Buffer): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function send(message: Message, texts: readonly string[] = []): void {
  const line = Buffer.from([JSON.stringify(message), ...texts].join(COLUMN_SEPARATOR) + '\n');
  for (let written = 0; written < line.length;) {
    written += writeSync(1, line, written);
  }
}
