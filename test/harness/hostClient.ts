import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { EvaluationRequest, EvaluationResponse } from './evaluation';

const hostStartTimeoutMs = 60_000;
const retryMs = 50;

/** Evaluates functions in the extension host through the evaluator that listens on a socket there. */
export class HostClient {
  readonly #socket: string;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /**
   * Runs `fn` in the extension host. It is sent as text: it sees the API, its arguments and Node's globals, and
   * nothing of where it is written. Arguments and result travel as JSON. Waits for a host that is starting.
   */
  async evaluate<A extends unknown[], R>(
    fn: (api: typeof vscode, ...args: A) => R | Thenable<R>,
    ...args: A
  ): Promise<R> {
    const answer = await this.#ask({ source: fn.toString(), args });
    if ('error' in answer) {
      throw new Error(`In the extension host: ${answer.error}`);
    }
    return answer.value as R;
  }

  /** The process id of the extension host, which differs after a reload. */
  async pid(): Promise<number> {
    return (await this.#ask({ source: '() => undefined', args: [] })).hostPid;
  }

  /** Waits until an extension host other than the given one answers. */
  async waitForSuccessor(pid: number): Promise<void> {
    const deadline = Date.now() + hostStartTimeoutMs;
    while ((await this.pid()) === pid) {
      if (Date.now() > deadline) {
        throw new Error('The extension host did not restart.');
      }
      await delay(retryMs);
    }
  }

  async #ask(question: EvaluationRequest): Promise<EvaluationResponse> {
    const deadline = Date.now() + hostStartTimeoutMs;
    for (;;) {
      try {
        return await this.#send(question);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const notListening = code === 'ENOENT' || code === 'ECONNREFUSED';
        if (!notListening || Date.now() > deadline) {
          throw error;
        }
        await delay(retryMs);
      }
    }
  }

  #send(question: EvaluationRequest): Promise<EvaluationResponse> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.#socket, method: 'POST' }, response => {
        text(response).then(body => resolve(JSON.parse(body) as EvaluationResponse), reject);
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(question));
    });
  }
}
