import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sameText } from '../accessKey';
import { readBody, refuseBrowsers } from '../readBody';
import { MAX_RESPONSE_BYTES } from './payloadLimits';
import type { Invocation, InvocationOutcome } from './executionEnvironment';
import { isOurOwn } from './socketOwner';

const prefix = '/2018-06-01/runtime';

/**
 * The HTTP interface through which the code of one execution environment asks for events and answers them.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * Every user of the machine can reach it, so its paths begin with a secret that only the environment is told. A
 * request id, which is told to whoever asked for an event, is one too.
 */
export class RuntimeApi {
  readonly #server: Server;
  readonly #secret = randomBytes(20).toString('hex');
  #waiting: ServerResponse | undefined;
  #queued: Invocation | undefined;
  #current: { readonly requestId: string; readonly settle: (outcome: InvocationOutcome) => void } | undefined;
  #initFailure: InvocationOutcome | undefined;
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

  /** @returns host, port and secret path, for AWS_LAMBDA_RUNTIME_API: clients put what they ask for behind it */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}/${this.#secret}`;
  }

  /** Hands an event to the code as soon as it asks for one. Settles when it answers, or could not start. */
  handle(invocation: Invocation): Promise<InvocationOutcome> {
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
    const { path, secret } = splitSecret(request.url ?? '');
    const trusted = sameText(secret, this.#secret);
    if (trusted && request.method === 'GET' && path === `${prefix}/invocation/next`) {
      this.#waiting = response;
      this.#onAsked();
      this.#deliver();
      return;
    }
    if (
      request.method === 'POST' &&
      path === `${prefix}/init/error` &&
      (trusted || isOurOwn(request.socket))
    ) {
      const { bytes: body } = await readBody(request, MAX_RESPONSE_BYTES);
      this.#initFailure = failure(request, body);
      answer(response, 202, { status: 'OK' });
      this.#onAsked();
      this.#current?.settle(this.#initFailure);
      return;
    }
    const [, requestId, what] =
      /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const current = this.#current;
    if (request.method !== 'POST' || requestId === undefined) {
      request.resume();
      answer(response, 404, { errorType: 'NotFound', errorMessage: 'No such path.' });
    } else if (!current || !sameText(requestId, current.requestId)) {
      request.resume();
      answer(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' });
    } else {
      const { bytes: body } = await readBody(request, MAX_RESPONSE_BYTES);
      if (this.#current === current) {
        this.#current = undefined;
      }
      const { settle } = current;
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
      ...(queued.clientContext !== undefined && { 'lambda-runtime-client-context': queued.clientContext }),
    });
    waiting.end(queued.payload);
  }
}

/** What AWS's client for Node.js posts itself lacks the path of AWS_LAMBDA_RUNTIME_API. */
function splitSecret(url: string): { readonly secret: string; readonly path: string } {
  const [, secret = '', path = url] = /^\/([0-9a-f]+)(\/.*)$/.exec(url) ?? [];
  return { secret, path };
}

function failure(request: IncomingMessage, body: Buffer | 'too-large'): InvocationOutcome {
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
