import type { EFSClientConfig } from '@aws-sdk/client-efs';

import { isHumanError } from '../core/humanError';
import type { Reading } from '../core/mount/reading';
import type { Connection } from './connection';
import type { Log } from './log';
import { actions, type AwsOperation } from './operations';
import type { ReadingClientOptions } from './transport/readingClient';
import type * as Sdk from './sdk/surroundingsSdk';
import type { TokenBucket } from './transport/tokenBucket';

export interface ReadingsOptions {
  readonly bucket: TokenBucket;
  readonly credentials: () => Promise<EFSClientConfig['credentials']>;
  readonly log: Log;
}

/** Reads with one service's client, of which the SDK is loaded on first use. What is refused or fails is an answer, too. */
export class Readings<Client extends { destroy(): void }> {
  readonly #connection: Connection;
  readonly #options: ReadingsOptions;
  readonly #make: (sdk: typeof Sdk, connection: Connection, options: ReadingClientOptions) => Client;
  #client: Promise<Client> | undefined;

  constructor(
    connection: Connection,
    options: ReadingsOptions,
    make: (sdk: typeof Sdk, connection: Connection, options: ReadingClientOptions) => Client,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#make = make;
  }

  /**
   * @param absent name of the error that says that there is none, which is an answer
   * @throws the signal's reason, or a bug as it is
   */
  async read<T>(
    operation: AwsOperation,
    signal: AbortSignal,
    absent: string | undefined,
    read: (client: Client) => Promise<T>,
  ): Promise<Reading<T | null>> {
    signal.throwIfAborted();
    const { log } = this.#options;
    const title = `${operation} ${this.#connection.region}`;
    try {
      const value = await read(await this.#connect());
      log.debug(title);
      return { ok: true, value };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && error.name === absent) {
        log.debug(`${title}: ${absent}`);
        return { ok: true, value: null };
      }
      const { toHumanError } = await import('./problems/humanErrors');
      const human = toHumanError(error, { operation, connection: this.#connection });
      if (!isHumanError(human) || !human.problem) {
        throw human;
      }
      log.info(`${title} failed: ${human.problem.code}`);
      return { ok: false, action: actions[operation], problem: human.problem };
    }
  }

  #connect(): Promise<Client> {
    const { bucket, credentials } = this.#options;
    this.#client ??= Promise.all([import('./sdk/surroundingsSdk'), credentials()]).then(([sdk, provider]) =>
      this.#make(sdk, this.#connection, { bucket, credentials: provider }),
    );
    return this.#client;
  }

  dispose(): void {
    void this.#client?.then(
      client => client.destroy(),
      () => undefined,
    );
  }
}
