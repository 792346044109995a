import type { EFSClientConfig } from '@aws-sdk/client-efs';

import { BOUND_BODY, CONTROL_ANSWER, boundBody } from './boundedBody';
import { clientSettings } from './clientSettings';
import type { Connection, SurroundingService } from '../connection';
import { NamingHandler } from './namingHandler';
import type { TokenBucket } from './tokenBucket';

/** What a client of a service around a mount needs besides the connection. */
export interface ReadingClientOptions {
  /** That of the connection's other requests. */
  readonly bucket: TokenBucket;
  /** Those of the connection's other clients, so that nobody is asked for a code twice. */
  readonly credentials: EFSClientConfig['credentials'];
}

/** The configuration of a client that only reads. */
export function readingConfig(
  connection: Connection,
  service: SurroundingService,
  { credentials }: ReadingClientOptions,
) {
  return {
    region: connection.region,
    ...clientSettings(connection.endpoints?.[service], connection.client),
    credentials,
    requestHandler: new NamingHandler({
      caBundle: connection.client?.caBundle,
      connectionTimeout: 10_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    }),
  };
}

type Handler = (args: never) => Promise<{ response: unknown }>;

/** As much of a client's middleware stack as is needed; each service has types of its own. */
interface MiddlewareStack {
  add(middleware: (next: Handler) => Handler, options: object): void;
}

/** Keeps a client within the connection's rate, and its answers within bounds. */
export function boundClient(
  client: { readonly middlewareStack: unknown },
  { bucket }: ReadingClientOptions,
): void {
  const stack = client.middlewareStack as MiddlewareStack;
  stack.add(
    next => async args => {
      await bucket.take();
      return next(args);
    },
    // Inside the retry middleware: each attempt is a request of its own.
    { step: 'finalizeRequest', name: 'takeToken', priority: 'normal' },
  );
  stack.add(boundBody(CONTROL_ANSWER), BOUND_BODY);
}
