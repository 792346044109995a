// Requests of a real client, signed, as bytes that a test can alter and send by itself.
import { LambdaClient } from '@aws-sdk/client-lambda';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface RawRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

interface Sender {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region?: string;
}

/** The request that the SDK would send, for what `ask` has its client do. */
export async function signedRequest(
  { endpoint, credentials, region = 'us-east-1' }: Sender,
  ask: (client: LambdaClient) => Promise<unknown>,
): Promise<RawRequest> {
  let made: RawRequest | undefined;
  const client = new LambdaClient({
    ...{ endpoint, credentials, region, maxAttempts: 1 },
    requestHandler: {
      handle: (sent: RawRequest & { readonly query: Readonly<Record<string, string>> }) => {
        const query = new URLSearchParams(sent.query).toString();
        made = { ...sent, path: query === '' ? sent.path : `${sent.path}?${query}` };
        return Promise.reject(new Error('It is not sent.'));
      },
    },
  });
  await ask(client).catch(() => undefined);
  client.destroy();
  if (made === undefined) {
    throw new Error('The SDK made no request.');
  }
  return made;
}

/** Sends it as it is. */
export function send(endpoint: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    request(endpoint, { method, path, headers }, response => {
      const { statusCode: status = 0, headers: answered } = response;
      buffer(response).then(bytes => resolve({ status, headers: answered, body: bytes }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}
