/** What Lambda returns of a log with an answer. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const LOG_TAIL_BYTES = 4096;

/** Keeps the last 4 KB of what is added. */
export class LogTail {
  #bytes: Buffer = Buffer.alloc(0);

  add(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]).subarray(-LOG_TAIL_BYTES);
  }

  /** Returns what is kept and forgets it. */
  take(): Buffer {
    const bytes = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    return bytes;
  }
}
