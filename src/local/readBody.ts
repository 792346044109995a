import { createHash } from 'node:crypto';
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

export interface Body {
  readonly bytes: Buffer | 'too-large';
  /** Hexadecimal, of all that was sent. */
  readonly sha256: string;
}

/** Reads a request's body to its end. A body over `limit` bytes is read too, so that the client gets its answer, but not kept. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    hash.update(chunk);
    if (length <= limit) {
      chunks.push(chunk);
    }
  }
  return { bytes: length > limit ? 'too-large' : Buffer.concat(chunks), sha256: hash.digest('hex') };
}
