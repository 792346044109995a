import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { LOG_TAIL_BYTES } from './logTail';

/** A file that processes write their output to. */
export class LogFile {
  readonly descriptor: number;
  #open = true;

  constructor(file: string) {
    this.descriptor = openSync(file, 'a+', 0o600);
  }

  /** Returns the last 4 KB of what was written since the last call, and forgets all of it. */
  take(): Buffer {
    if (!this.#open) {
      return Buffer.alloc(0);
    }
    const { size } = fstatSync(this.descriptor);
    const tail = Buffer.alloc(Math.min(size, LOG_TAIL_BYTES));
    readSync(this.descriptor, tail, 0, tail.length, size - tail.length);
    ftruncateSync(this.descriptor);
    return tail;
  }

  close(): void {
    if (this.#open) {
      this.#open = false;
      closeSync(this.descriptor);
    }
  }
}
