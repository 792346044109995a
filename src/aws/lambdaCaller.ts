import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { isHumanError } from '../core/humanError';
import type { ControlBounds } from './transport/boundedBody';
import type { Connection } from './connection';
import type { DemoKey, SdkClients } from './sdk/lambdaSdk';
import type { Log } from './log';
import type { CallContext, AwsOperation } from './operations';
import { problemError } from './problems/awsProblems';
import { TokenBucket } from './transport/tokenBucket';

/** Asks the user for the code of a multi-factor device; undefined when they give up. */
export type MfaCodeProvider = (serial: string, profile: string) => PromiseLike<string | undefined>;

export interface LambdaCallerOptions {
  readonly mfaCode: MfaCodeProvider;
  readonly log: Log;
  /** What the demo's endpoint is asked with. Absent where there is no demo. */
  readonly demoKey?: () => DemoKey | undefined;
  /** What a control-plane answer may be at most, where it is not the usual. */
  readonly answerBounds?: Partial<ControlBounds>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** How much Lambda's API takes from one account in one region is limited; we stay well below it. */
const CONTROL_REQUESTS_PER_SECOND = 10;

/** Makes the calls of one connection: loads the SDK with the first of them, logs each, and makes words of what fails. */
export class LambdaCaller {
  readonly connection: Connection;
  readonly #options: LambdaCallerOptions;
  #clients: Promise<SdkClients> | undefined;
  /** The rate that all control-plane requests of the connection share. */
  readonly bucket = new TokenBucket(CONTROL_REQUESTS_PER_SECOND, CONTROL_REQUESTS_PER_SECOND);

  constructor(connection: Connection, options: LambdaCallerOptions) {
    this.connection = connection;
    this.#options = options;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  /** What the calls are signed with. */
  async credentials(): Promise<LambdaClientConfig['credentials']> {
    return (await this.#connect()).credentials;
  }

  /** @throws HumanError, the signal's reason, or a bug as it is */
  async call<T>(
    operation: AwsOperation,
    context: Omit<CallContext, 'operation' | 'connection'>,
    signal: AbortSignal,
    send: (clients: SdkClients) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const { log } = this.#options;
    const { connection } = this;
    const started = performance.now();
    const spent = () => `${Math.round(performance.now() - started)} ms`;
    const name = context.target?.name ?? context.functionName;
    const title = [operation, name, connection.region].filter(Boolean).join(' ');
    try {
      const answer = await send(await this.#connect());
      log.debug(`${title}: ${spent()}`);
      return answer;
    } catch (error) {
      // The SDK's own abort error says less than the reason that the caller gave.
      signal.throwIfAborted();
      const { toHumanError } = await import('./problems/humanErrors');
      const human = toHumanError(error, { ...context, operation, connection });
      log.warn(`${title} failed after ${spent()}: ${summary(error, human)}`);
      if (!isHumanError(human)) {
        log.error(human instanceof Error ? human : String(human));
      }
      throw human;
    }
  }

  #connect(): Promise<SdkClients> {
    this.#clients ??= this.#load();
    return this.#clients;
  }

  async #load(): Promise<SdkClients> {
    // Loading it takes as long as nothing else may wait: what comes before and after has turns of its own.
    await nextTurn();
    const sdk = await import('./sdk/lambdaSdk');
    await nextTurn();
    return sdk.connect(this.connection, {
      bucket: this.bucket,
      answerBounds: this.#options.answerBounds,
      mfaCode: serial => this.#mfaCode(serial),
      demoKey: () => this.#demoKey(),
      log: this.#options.log,
    });
  }

  #demoKey(): DemoKey {
    const key = this.#options.demoKey?.();
    if (!key) {
      throw problemError('demo-down', {});
    }
    return key;
  }

  async #mfaCode(serial: string): Promise<string> {
    const profile = this.connection.profile ?? 'default';
    const code = await this.#options.mfaCode(serial, profile);
    if (code === undefined || code === '') {
      throw problemError('mfa-cancelled', { profile });
    }
    return code;
  }

  dispose(): void {
    void this.#clients?.then(clients => clients.destroy());
  }
}

/** For the log: no more than name and message, since the rest of an SDK error can hold request headers. */
function summary(error: unknown, human: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // What a credential provider says can quote the user's command line or a token file.
  return /ProviderError$/.test(error.name) && isHumanError(human) && human.problem
    ? `${error.name} (${human.problem.code})`
    : `${error.name}: ${error.message}`;
}
