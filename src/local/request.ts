import type { IncomingMessage } from 'node:http';
import { ServiceError } from './serviceError';

/**
 * Refuses what a web page in a browser could send: anything with the headers that browsers add, and anything that
 * reached loopback by another name (DNS rebinding).
 */
export function refuseBrowsers(request: IncomingMessage): void {
  const { host, origin, 'sec-fetch-site': fetchedFrom } = request.headers;
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? '');
  if (origin !== undefined || fetchedFrom !== undefined || !isLoopback) {
    throw new ServiceError('AccessDeniedException', 'This endpoint answers only programs on this machine.');
  }
}

/**
 * The region a request was signed for: it says which of the endpoint's regions is meant. The signature itself is not
 * checked. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function signedRegion(request: IncomingMessage): string {
  const scope = /Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/(?:lambda|elasticfilesystem)\/aws4_request/.exec(
    request.headers.authorization ?? '',
  );
  if (!scope?.[1]) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  return scope[1];
}

/** Reads a request's body to its end. A body over `limit` bytes is read too, so that the client gets its answer, but not kept. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
    }
  }
  return length > limit ? 'too-large' : Buffer.concat(chunks);
}
