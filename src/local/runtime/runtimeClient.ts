import { Agent, request, type IncomingMessage } from 'node:http';
import type { ErrorReport } from './reportedError';

/** An event as the Runtime API hands it out. */
export interface ReceivedEvent {
  readonly requestId: string;
  /** JSON. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly functionArn: string;
  /** JSON. */
  readonly clientContext?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The code's side of the Runtime API. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export class RuntimeClient {
  readonly #address: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** @param address host and port, with or without a path */
  constructor(address: string) {
    this.#address = address;
  }

  /** Waits for the next event, for as long as that takes. */
  async next(): Promise<ReceivedEvent> {
    const { headers, body } = await this.#send('GET', 'invocation/next');
    return {
      requestId: String(headers['lambda-runtime-aws-request-id']),
      body,
      deadline: Number(headers['lambda-runtime-deadline-ms']),
      functionArn: String(headers['lambda-runtime-invoked-function-arn']),
      clientContext: headers['lambda-runtime-client-context'] as string | undefined,
    };
  }

  async respond(requestId: string, body: string): Promise<void> {
    await this.#send('POST', `invocation/${requestId}/response`, body);
  }

  async fail(requestId: string, report: ErrorReport): Promise<void> {
    await this.#send('POST', `invocation/${requestId}/error`, JSON.stringify(report), report.errorType);
  }

  async failInit(report: ErrorReport): Promise<void> {
    await this.#send('POST', 'init/error', JSON.stringify(report), report.errorType);
  }

  #send(method: string, path: string, body?: string, errorType?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `http://${this.#address}/2018-06-01/runtime/${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            ...(body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
            ...(errorType !== undefined && {
              'lambda-runtime-function-error-type': encodeURIComponent(errorType),
            }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
          });
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
