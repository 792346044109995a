import { Worker } from 'node:worker_threads';
import type { AnswerResult, AnswerTask } from './answerTask';
import answerWorker from './answerWorker?worker';
import { UnusableResponseError } from './response';

/** What a thread may hold, in MiB: the largest answer that is let through takes a quarter of it. */
const THREAD_MIB = 1024;

/** How long a thread waits for another answer: the pages of one directory come one after the other. */
const WAITING_MS = 10_000;

interface Asker {
  readonly resolve: (result: AnswerResult) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that reads one large answer after the other. It keeps no process from ending while it waits. */
export class AnswerThread {
  static #waiting: AnswerThread | undefined;
  readonly #worker: Worker;
  #asker: Asker | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor() {
    this.#worker = new Worker(answerWorker, {
      eval: true,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MIB },
    });
    this.#worker.on('message', (result: AnswerResult) => this.#end(({ resolve }) => resolve(result)));
    this.#worker.on('error', error => this.#fail(error));
    this.#worker.on('exit', () =>
      this.#fail(new Error('The thread that reads an answer ended without one.')),
    );
  }

  /** Starts a thread before it is needed, unless one waits. */
  static prepare(): void {
    if (!AnswerThread.#waiting) {
      new AnswerThread().#wait();
    }
  }

  /**
   * Reads an answer in the thread that waits, or in another. Where the one that waited ends, which may have been before it
   * got the answer, another one reads it.
   * @throws {UnusableResponseError} where it takes too much memory
   */
  static async read(task: AnswerTask): Promise<AnswerResult> {
    const waiting = AnswerThread.#waiting;
    if (waiting) {
      AnswerThread.#forget(waiting);
      try {
        return await waiting.#read(task);
      } catch (error) {
        if (error instanceof UnusableResponseError) {
          throw error;
        }
      }
    }
    return new AnswerThread().#read(task);
  }

  async #read(task: AnswerTask): Promise<AnswerResult> {
    clearTimeout(this.#timer);
    this.#worker.ref();
    const answered = new Promise<AnswerResult>((resolve, reject) => {
      this.#asker = { resolve, reject };
    });
    this.#worker.postMessage(task);
    const result = await answered;
    if (AnswerThread.#waiting) {
      // Of an answer beside this one.
      void this.#worker.terminate();
    } else {
      this.#wait();
    }
    return result;
  }

  #wait(): void {
    AnswerThread.#waiting = this;
    this.#worker.unref();
    this.#timer = setTimeout(() => this.#dismiss(), WAITING_MS).unref();
  }

  #dismiss(): void {
    AnswerThread.#forget(this);
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    AnswerThread.#forget(this);
    clearTimeout(this.#timer);
    const isTooMuch = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#end(({ reject }) =>
      reject(isTooMuch ? new UnusableResponseError('damaged', 'The response takes too much memory.') : error),
    );
  }

  #end(settle: (asker: Asker) => void): void {
    const asker = this.#asker;
    this.#asker = undefined;
    if (asker) {
      settle(asker);
    }
  }

  static #forget(thread: AnswerThread): void {
    if (AnswerThread.#waiting === thread) {
      AnswerThread.#waiting = undefined;
    }
  }
}
