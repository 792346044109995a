import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a call and of its answer on the way. */
export type Loss =
  /** Not sent on; the connection breaks. */
  | { readonly kind: 'unsent' }
  /** Carried out; the connection breaks instead of an answer. */
  | { readonly kind: 'lost' }
  /** Carried out; of the answer arrive the head and these first bytes. */
  | { readonly kind: 'truncated'; readonly bytes: number }
  /** Nothing comes, and the connection stays; or the head of the answer comes, and nothing after it. */
  | { readonly kind: 'silent'; readonly carriedOut: boolean; readonly headed: boolean }
  /** A proxy's page in place of the answer, whether or not the call was carried out. */
  | { readonly kind: 'page'; readonly status: number; readonly carriedOut: boolean };

export type Operation = 'CreateFunction' | 'DeleteFunction' | 'GetFunctionConfiguration' | 'Invoke' | 'other';

const PAGE = '<html><head><title>Gateway</title></head><body>It was the proxy.</body></html>';

/** A way to an endpoint on which answers get lost. */
export class LossyProxy {
  readonly #upstream: URL;
  readonly #server: Server;
  readonly #counts = new Map<Operation, number>();
  #port = 0;
  /** Decides on each call; `nth` begins at 1 for each operation. Undefined: it passes. */
  loss: (operation: Operation, nth: number) => Loss | undefined = () => undefined;
  /** After a call that was disturbed, nobody listens any more, until {@link listen}. */
  closesAfterLoss = false;
  /** Told when somebody begins to wait in vain. */
  onSilence = (): void => undefined;

  constructor(upstream: string) {
    this.#upstream = new URL(upstream);
    this.#server = createServer((incoming, response) => {
      this.#pass(incoming, response).catch(() => response.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    if (!this.#server.listening) {
      await new Promise<void>(resolve => this.#server.listen(this.#port, '127.0.0.1', resolve));
      this.#port = (this.#server.address() as AddressInfo).port;
    }
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = operationOf(incoming);
    const nth = (this.#counts.get(operation) ?? 0) + 1;
    this.#counts.set(operation, nth);
    const loss = this.loss(operation, nth);
    const body = await read(incoming);
    if (loss && this.closesAfterLoss) {
      this.#server.close();
    }
    if (loss?.kind === 'unsent') {
      incoming.socket.destroy();
      return;
    }
    if (loss?.kind === 'silent') {
      const answer = loss.carriedOut ? await this.#ask(incoming, body) : undefined;
      if (loss.headed) {
        response.writeHead(200, { ...answer?.headers, 'content-length': '1000' });
        response.write('{');
      }
      this.onSilence();
      return;
    }
    if (loss?.kind === 'page' && !loss.carriedOut) {
      await this.#answer(response, loss.status, { 'content-type': 'text/html' }, Buffer.from(PAGE));
      return;
    }
    const answer = await this.#ask(incoming, body);
    switch (loss?.kind) {
      case 'lost':
        incoming.socket.destroy();
        break;
      case 'truncated':
        response.writeHead(answer.status, {
          ...answer.headers,
          'content-length': String(answer.body.length + 10),
        });
        response.write(answer.body.subarray(0, loss.bytes), () => incoming.socket.destroy());
        break;
      case 'page':
        await this.#answer(response, loss.status, { 'content-type': 'text/html' }, Buffer.from(PAGE));
        break;
      default:
        await this.#answer(response, answer.status, answer.headers, answer.body);
    }
    if (loss && this.closesAfterLoss) {
      this.#server.closeAllConnections();
    }
  }

  #answer(
    response: ServerResponse,
    status: number,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<void> {
    response.writeHead(status, headers);
    return new Promise(resolve => response.end(body, resolve));
  }

  async #ask(incoming: IncomingMessage, body: Buffer) {
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      const { headers, method, url } = incoming;
      const { hostname, port } = this.#upstream;
      request({ host: hostname, port, method, path: url, headers, agent: false }, resolve)
        .once('error', reject)
        .end(body);
    });
    return { status: answered.statusCode ?? 0, headers: answered.headers, body: await read(answered) };
  }
}

function operationOf({ headers, method, url = '' }: IncomingMessage): Operation {
  if (method === 'POST' && /\/functions\/?$/.test(url)) {
    return 'CreateFunction';
  }
  if (method === 'DELETE') {
    return 'DeleteFunction';
  }
  if (/\/configuration$/.test(url)) {
    return 'GetFunctionConfiguration';
  }
  return /\/invocations$/.test(url) && headers['x-amz-invocation-type'] !== 'DryRun' ? 'Invoke' : 'other';
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
