import { NodeHttpHandler } from '@smithy/node-http-handler';

import { certificatesOf } from './caBundle';
import { FreshConnections } from './freshConnections';
import { hasAwsHeaders } from '../problems/hasChangedNothing';
import { isCertificateFailure, type Bundle, type RequestHost } from '../problems/networkErrors';

type Request = Parameters<NodeHttpHandler['handle']>[0];
type Options = Parameters<NodeHttpHandler['handle']>[1];
type Settings = Exclude<ConstructorParameters<typeof NodeHttpHandler>[0], undefined | (() => unknown)>;

/** What is set of a handler. */
type HandlerOptions = Omit<Settings, 'httpAgent' | 'httpsAgent'> & {
  /** Its own where absent. Clients that share them share what they trust, too. */
  readonly connections?: FreshConnections;
  /** File of further certificates to trust: the AWS CLI's `ca_bundle`. */
  readonly caBundle?: string;
};

/** What came of the last request. */
export type LastRequest =
  | { readonly failure: Error & { readonly peer: RequestHost } }
  | { readonly peer: RequestHost; readonly status: number; readonly isFromAws: boolean };

/**
 * Writes on what the network throws whom was talked to, which neither Node nor the SDK says of every failure. Where a
 * certificate is not trusted, it is tried once more with the certificates of the AWS CLI's bundle.
 */
export class NamingHandler extends NodeHttpHandler {
  /** For what is thrown without its cause. */
  last: LastRequest | undefined;
  readonly #connections: FreshConnections;
  readonly #caBundle: string | undefined;
  #bundle: Bundle | undefined;

  constructor({ caBundle, connections = new FreshConnections(), ...options }: HandlerOptions) {
    super({ ...options, ...connections.agents });
    this.#connections = connections;
    this.#caBundle = caBundle;
  }

  override async handle(request: Request, options?: Options): ReturnType<NodeHttpHandler['handle']> {
    const { hostname, port, protocol } = request;
    const peer: RequestHost = { host: port === undefined ? hostname : `${hostname}:${port}`, protocol };
    try {
      const answer = await this.#trusting(() => {
        this.#connections.dropIdle();
        return super.handle(request, options);
      });
      const { headers, statusCode: status } = answer.response;
      this.last = { peer, status, isFromAws: hasAwsHeaders(headers) };
      // What is thrown of the answer carries it along.
      Object.assign(answer.response, { hasGlobalToken: isGlobalToken(request.headers[TOKEN_HEADER]) });
      return answer;
    } catch (error) {
      if (error instanceof Error) {
        this.last = { failure: Object.assign(error, { peer, bundle: this.#bundle }) };
      }
      throw error;
    }
  }

  /** No request follows a handshake that failed, so that nothing is sent twice. */
  async #trusting<T>(send: () => Promise<T>): Promise<T> {
    // What others find out meanwhile, this request was sent without.
    const tried = this.#bundle;
    try {
      return await send();
    } catch (error) {
      if (this.#caBundle === undefined || tried || !isCertificateFailure(error)) {
        throw error;
      }
      const { certificates, reason } = await certificatesOf(this.#caBundle);
      this.#bundle = { file: this.#caBundle, reason };
      if (certificates.length === 0) {
        throw error;
      }
      this.#connections.agents.httpsAgent.options.ca = [...certificates];
      return send();
    }
  }
}

const TOKEN_HEADER = 'x-amz-security-token';

/** Whether temporary credentials are the global STS endpoint's: a token of a regional one begins with `origin_ec`. */
function isGlobalToken(token: string | undefined): boolean {
  return Buffer.from(token?.slice(0, 32) ?? '', 'base64').includes('aws');
}
