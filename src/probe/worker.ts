import { accessSync, constants, readFileSync, readdirSync, statSync, statfsSync, writeSync } from 'node:fs';
import { decodeBytes, encodeText } from '../core/text/byteText';
import { sendPage, type BufferDirent } from './listDirectory';
import { readRange } from './file';
import type { StatFs, ToolFacts } from '../protocol';
import { measure } from './section';
import { countBelow } from './countBelow';
import type { ListStep, Message, Step, StepResult } from './steps';

/**
 * The child's whole life: reads steps from standard input, does one after the other with synchronous calls, and
 * writes each message as a line before the next call, so that the parent knows how far it came when a call hangs.
 */
export function runWorker(): void {
  // A directory without search permission fails once per entry.
  Error.stackTraceLimit = 0;
  const steps = JSON.parse(readFileSync(0, 'utf8')) as readonly Step[];
  steps.forEach((step, index) => {
    send({ began: index });
    send({ result: perform(step) });
  });
}

function perform(step: Step): StepResult {
  const { kind } = step;
  switch (kind) {
    case 'statfs': {
      const { mountPoint } = step;
      return { kind, mountPoint, outcome: measure(() => statFs(mountPoint)) };
    }
    case 'tools':
      return { kind, outcome: measure(tools) };
    case 'list':
      return { kind, outcome: measure(() => listDirectory(step)) };
    case 'file':
      return { kind, outcome: measure(() => readRange(step)) };
    case 'totals':
      return { kind, outcome: measure(() => countBelow(step)) };
  }
}

function listDirectory(step: ListStep): null {
  sendPage(step, part => send({ part }));
  return null;
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
  const entries = readdirSync('/bin', {
    encoding: 'buffer' as BufferEncoding,
    withFileTypes: true,
  }) as unknown as readonly BufferDirent[];
  const bin = entries.filter(isExecutable).map(({ name }) => decodeBytes(name));
  return { bin: bin.sort() };
}

function isExecutable(entry: BufferDirent): boolean {
  const path = Buffer.concat([Buffer.from('/bin/'), entry.name]);
  try {
    accessSync(path, constants.X_OK);
    return entry.isFile() || (entry.isSymbolicLink() && statSync(path).isFile());
  } catch {
    return false;
  }
}

function send(message: Message): void {
  const line = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < line.length;) {
    written += writeSync(1, line, written);
  }
}
