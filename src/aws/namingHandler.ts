import { NodeHttpHandler } from '@smithy/node-http-handler';

import type { Peer } from './networkErrors';

type Request = Parameters<NodeHttpHandler['handle']>[0];
type Options = Parameters<NodeHttpHandler['handle']>[1];

/** Writes on what the network throws whom was talked to: neither Node nor the SDK says it of every failure. */
export class NamingHandler extends NodeHttpHandler {
  /** The last failure without an answer, for what is thrown without its cause. */
  lastFailure: (Error & { readonly peer: Peer }) | undefined;

  override async handle(request: Request, options?: Options): ReturnType<NodeHttpHandler['handle']> {
    try {
      return await super.handle(request, options);
    } catch (error) {
      if (error instanceof Error) {
        const { hostname, port, protocol } = request;
        const peer: Peer = { host: port === undefined ? hostname : `${hostname}:${port}`, protocol };
        this.lastFailure = Object.assign(error, { peer });
      }
      throw error;
    }
  }
}
