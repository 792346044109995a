import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isObject, own } from '../../core/guards';
import type { Terminal } from '../terminal';

/** What a request is refused with. https://www.jsonrpc.org/specification#error_object */
export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
  }
}

export const rpcCodes = {
  notJson: -32700,
  invalidRequest: -32600,
  noSuchMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
} as const;

type Id = string | number;
export type Params = Readonly<Record<string, unknown>>;

export interface RpcHandlers {
  /** @returns the result @throws RpcError */
  request(method: string, params: Params, signal: AbortSignal): Promise<unknown>;
}

/** Characters of one message: more than any tool's input has. */
const MOST_CHARACTERS = 1_000_000;

/**
 * JSON-RPC over lines, as MCP has it on standard input and output. Requests run beside each other; one that is cancelled
 * is not answered. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#stdio
 */
export class RpcServer {
  readonly #out: Terminal;
  readonly #handlers: RpcHandlers;
  readonly #running = new Map<Id, AbortController>();

  constructor(out: Terminal, handlers: RpcHandlers) {
    this.#out = out;
    this.#handlers = handlers;
  }

  /** Serves until the input ends, and answers what was asked by then; or until `signal` ends it at once. */
  async serve(input: Readable, signal: AbortSignal): Promise<void> {
    const lines = createInterface({ input, crlfDelay: Infinity, terminal: false });
    const working = new Set<Promise<void>>();
    const stop = () => {
      lines.close();
      this.#running.forEach(running => running.abort());
    };
    signal.addEventListener('abort', stop, { once: true });
    lines.on('line', line => {
      const work = this.#take(line).finally(() => working.delete(work));
      working.add(work);
    });
    await new Promise<void>(resolve => lines.once('close', resolve));
    await Promise.all(working);
    signal.removeEventListener('abort', stop);
  }

  async #take(line: string): Promise<void> {
    if (line.trim() === '') {
      return;
    }
    const message = line.length > MOST_CHARACTERS ? undefined : parse(line);
    if (message === undefined) {
      this.#send({ id: null, error: { code: rpcCodes.notJson, message: 'This is not JSON.' } });
      return;
    }
    const [id, method, params] = ['id', 'method', 'params'].map(key =>
      isObject(message) ? own(message, key) : undefined,
    );
    if (typeof method !== 'string') {
      // An answer to something that was not asked, or nothing of the protocol.
      if (!isObject(message) || !('result' in message || 'error' in message)) {
        this.#send({ id: null, error: { code: rpcCodes.invalidRequest, message: 'This is no request.' } });
      }
      return;
    }
    const given = isObject(params) ? params : {};
    if (typeof id === 'string' || typeof id === 'number') {
      await this.#answer(id, method, given);
    } else if (method === 'notifications/cancelled') {
      this.#running.get(own(given, 'requestId') as Id)?.abort();
    }
  }

  async #answer(id: Id, method: string, params: Params): Promise<void> {
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      const result = await this.#handlers.request(method, params, abort.signal);
      if (!abort.signal.aborted) {
        this.#send({ id, result });
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        const { code, message } =
          error instanceof RpcError ? error : new RpcError(rpcCodes.internal, String(error));
        this.#send({ id, error: { code, message } });
      }
    } finally {
      this.#running.delete(id);
    }
  }

  #send(message: object): void {
    this.#out.line(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
