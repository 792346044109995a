import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody, refuseBrowsers } from '../request';
import { MAX_RESPONSE_BYTES } from './limits';
import type { Invocation, Outcome } from './outcome';

const prefix = '/2018-06-01/runtime';

/**
 * The HTTP interface through which the code of one execution environment asks for events and answers them.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #server: Server;
  #waiting: ServerResponse | undefined;
  #queued: Invocation | undefined;
  #current: { readonly requestId: string; readonly settle: (outcome: Outcome) => void } | undefined;
  #initFailure: Outcome | undefined;
  #onAsked: () => void = () => {};

  constructor() {
    this.#server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
  }

  /** Resolves when the code asks for an event, at once if it already does, or reports that it could not start. */
  async asked(): Promise<void> {
    if (!this.#waiting && !this.#initFailure) {
      await new Promise<void>(resolve => (this.#onAsked = resolve));
    }
  }

  /** Whether the code reported that it could not start: it cannot take events. */
  get initFailed(): boolean {
    return this.#initFailure !== undefined;
  }

  /** @returns host and port, as AWS_LAMBDA_RUNTIME_API spells them */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Hands an event to the code as soon as it asks for one. Settles when it answers, or could not start. */
  handle(invocation: Invocation): Promise<Outcome> {
    return new Promise(resolve => {
      this.#current = { requestId: invocation.requestId, settle: resolve };
      this.#queued = invocation;
      if (this.#initFailure) {
        resolve(this.#initFailure);
      }
      this.#deliver();
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    refuseBrowsers(request);
    const path = request.url ?? '';
    if (request.method === 'GET' && path === `${prefix}/invocation/next`) {
      this.#waiting = response;
      this.#onAsked();
      this.#deliver();
      return;
    }
    const body = await readBody(request, MAX_RESPONSE_BYTES);
    if (request.method === 'POST' && path === `${prefix}/init/error`) {
      this.#initFailure = failure(request, body);
      answer(response, 202, { status: 'OK' });
      this.#onAsked();
      this.#current?.settle(this.#initFailure);
      return;
    }
    const [, requestId, what] =
      /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (request.method !== 'POST' || requestId === undefined) {
      answer(response, 404, { errorType: 'NotFound', errorMessage: 'No such path.' });
    } else if (requestId !== this.#current?.requestId) {
      answer(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' });
    } else {
      const { settle } = this.#current;
      this.#current = undefined;
      if (body === 'too-large') {
        answer(response, 413, {
          errorType: 'RequestEntityTooLarge',
          errorMessage: 'Exceeded maximum allowed payload size.',
        });
        settle({ kind: 'too-large' });
      } else {
        answer(response, 202, { status: 'OK' });
        settle(what === 'response' ? { kind: 'answered', payload: body } : failure(request, body));
      }
    }
  }

  #deliver(): void {
    const [waiting, queued] = [this.#waiting, this.#queued];
    if (!waiting || !queued) {
      return;
    }
    this.#waiting = undefined;
    this.#queued = undefined;
    waiting.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': queued.requestId,
      'lambda-runtime-deadline-ms': String(queued.deadline),
      'lambda-runtime-invoked-function-arn': queued.functionArn,
      ...(queued.clientContext === undefined
        ? {}
        : { 'lambda-runtime-client-context': queued.clientContext }),
    });
    waiting.end(queued.payload);
  }
}

function failure(request: IncomingMessage, body: Buffer | 'too-large'): Outcome {
  if (body === 'too-large') {
    return { kind: 'too-large' };
  }
  const header = request.headers['lambda-runtime-function-error-type'];
  return {
    kind: 'failed',
    payload: body,
    errorType: typeof header === 'string' ? header : 'Runtime.UnknownReason',
  };
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
