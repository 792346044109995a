import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  type CreateFunctionCommandInput,
  type FunctionConfiguration,
  type LambdaClientConfig,
} from '@aws-sdk/client-lambda';

import { setImmediate as nextTurn } from 'node:timers/promises';

import { BOUND_BODY, CONTROL_ANSWER, PAYLOAD, boundBody, type ControlBounds } from '../transport/boundedBody';
import { clientSettings } from '../transport/clientSettings';
import type { Connection } from '../connection';
import type { CredentialProvider } from '../credentials/credentials';
import type { Log } from '../log';
import { NamingHandler } from '../transport/namingHandler';
import { withFailedAttempts } from '../problems/hasChangedNothing';
import { FreshConnections } from '../transport/freshConnections';
import type { TokenBucket } from '../transport/tokenBucket';

/** Of the demo's endpoint: another with each start. */
export interface DemoKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What {@link connect} needs besides the connection. */
export interface SdkOptions {
  /** Every control-plane request takes a token, also the SDK's own retries. */
  readonly bucket: TokenBucket;
  /** Of a control-plane answer. */
  readonly answerBounds?: Partial<ControlBounds>;
  /** @throws to give up */
  readonly mfaCode: (serial: string) => Promise<string>;
  /** What the demo's endpoint is asked with. */
  readonly demoKey: () => DemoKey;
  readonly log: Log;
}

export interface ListFunctionsAnswer {
  readonly functions: readonly FunctionConfiguration[];
  readonly nextMarker?: string;
}

export interface InvokeAnswer {
  readonly payload: Uint8Array;
  readonly functionError?: string;
  /** Base64. */
  readonly logResult?: string;
  readonly executedVersion?: string;
}

/** The calls we make, with what the SDK throws passed on as it is. */
export interface SdkClients {
  /** Remembered until the SDK's own expiry, for the clients of other services. */
  readonly credentials: LambdaClientConfig['credentials'];
  listFunctions(marker: string | undefined, signal: AbortSignal): Promise<ListFunctionsAnswer>;
  /** Sent exactly once: an Invoke whose answer was lost may have run. */
  invoke(functionArn: string, payload: Uint8Array, tail: boolean, signal: AbortSignal): Promise<InvokeAnswer>;
  /** Runs nothing. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
  dryRun(functionName: string, signal: AbortSignal): Promise<void>;
  /** Not to be aborted: what was sent may be carried out. */
  createFunction(input: CreateFunctionCommandInput): Promise<void>;
  getFunctionConfiguration(name: string, signal: AbortSignal): Promise<FunctionConfiguration>;
  /** Whether it was AWS that answered: a success of somebody else in between says nothing. */
  deleteFunction(functionArn: string): Promise<boolean>;
  listTags(functionArn: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  destroy(): void;
}

/** The clients of one connection. They remember credentials until the SDK's own expiry and no longer. */
export function connect(connection: Connection, options: SdkOptions): SdkClients {
  const common: LambdaClientConfig = {
    region: connection.region,
    ...clientSettings(connection.endpoint, connection.client),
    credentials:
      connection.kind === 'demo'
        ? // Asked for anew each time, since the demo may have been started again.
          () => Promise.resolve({ ...options.demoKey(), expiration: new Date(0) })
        : credentialsOnDemand(connection, options),
  };
  const bounds = { ...CONTROL_ANSWER, ...options.answerBounds };
  const connections = new FreshConnections();
  const control = new LambdaClient({
    ...common,
    requestHandler: new NamingHandler({
      connections,
      caBundle: connection.client?.caBundle,
      connectionTimeout: 10_000,
      requestTimeout: bounds.headMs,
      throwOnRequestTimeout: true,
    }),
  });
  control.middlewareStack.add(
    next => async args => {
      await options.bucket.take();
      return next(args);
    },
    // Inside the retry middleware: each attempt is a request of its own.
    { step: 'finalizeRequest', name: 'takeToken', priority: 'normal' },
  );
  control.middlewareStack.add(boundBody(bounds), BOUND_BODY);
  // No timeout of its own: the caller aborts after the function's timeout.
  const invoking = new LambdaClient({
    ...common,
    maxAttempts: 1,
    requestHandler: new NamingHandler({
      connections,
      caBundle: connection.client?.caBundle,
      connectionTimeout: 10_000,
    }),
  });
  invoking.middlewareStack.add(boundBody(PAYLOAD), BOUND_BODY);

  return {
    credentials: control.config.credentials,
    async listFunctions(marker, signal) {
      const answer = await control.send(new ListFunctionsCommand({ Marker: marker, MaxItems: 50 }), {
        abortSignal: signal,
      });
      // The SDK takes an endpoint's word for types.
      const functions: unknown = answer.Functions;
      if (!Array.isArray(functions)) {
        throw Object.assign(new SyntaxError('no list of functions'), { $metadata: answer.$metadata });
      }
      return { functions: functions as FunctionConfiguration[], nextMarker: answer.NextMarker || undefined };
    },
    async invoke(functionArn, payload, tail, signal) {
      const answer = await invoking.send(
        new InvokeCommand({ FunctionName: functionArn, Payload: payload, LogType: tail ? 'Tail' : 'None' }),
        { abortSignal: signal },
      );
      return {
        payload: answer.Payload ?? new Uint8Array(),
        functionError: answer.FunctionError,
        logResult: answer.LogResult,
        executedVersion: answer.ExecutedVersion,
      };
    },
    async dryRun(functionName, signal) {
      const command = new InvokeCommand({ FunctionName: functionName, InvocationType: 'DryRun' });
      await control.send(command, { abortSignal: signal });
    },
    async createFunction(input) {
      const command = new CreateFunctionCommand(input);
      const failed: unknown[] = [];
      command.middlewareStack.add(
        next => async args => {
          try {
            return await next(args);
          } catch (error) {
            failed.push(error);
            throw error;
          }
        },
        // After the signing, which needs nobody to have sent anything.
        { step: 'finalizeRequest', name: 'noteFailedAttempt', priority: 'low' },
      );
      try {
        await control.send(command);
      } catch (error) {
        throw withFailedAttempts(error, failed);
      }
    },
    getFunctionConfiguration(name, signal) {
      return control.send(new GetFunctionConfigurationCommand({ FunctionName: name }), {
        abortSignal: signal,
      });
    },
    async deleteFunction(functionArn) {
      const answer = await control.send(new DeleteFunctionCommand({ FunctionName: functionArn }));
      return answer.$metadata.requestId !== undefined;
    },
    async listTags(functionArn, signal) {
      const answer = await control.send(new ListTagsCommand({ Resource: functionArn }), {
        abortSignal: signal,
      });
      return answer.Tags ?? {};
    },
    destroy() {
      control.destroy();
      invoking.destroy();
    },
  };
}

/** The code behind credentials is as much as that behind a client: each is loaded in a turn of its own. */
function credentialsOnDemand(connection: Connection, { mfaCode, log }: SdkOptions): CredentialProvider {
  const load = async () => {
    await nextTurn();
    const { credentialsOf } = await import('../credentials/credentials');
    await nextTurn();
    return credentialsOf(connection, mfaCode, log);
  };
  let loaded: ReturnType<typeof load> | undefined;
  return async identity => (await (loaded ??= load()))(identity);
}
