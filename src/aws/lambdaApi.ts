import type { Architecture, DirectS3Read, Runtime } from '@aws-sdk/client-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaFunction } from '../core/lambdaFunction';
import { decodeBytes } from '../core/text/byteText';
import { isHumanError, type HumanError } from '../core/humanError';
import type { Connection } from './connection';
import type { LambdaCaller, LambdaCallerOptions } from './lambdaCaller';
import { invokeBoundMs, type AwsOperation } from './operations';
import { isFromAws } from './problems/hasChangedNothing';
import { problemError } from './problems/awsProblems';
import {
  functionPages,
  lookAt,
  type FunctionPage,
  type Look,
  type ProbeProof,
  type Sighting,
} from './sightings';

export interface InvokeResult {
  readonly payload: Uint8Array;
  /** `Handled` or `Unhandled` where the function failed; the payload then says why. */
  readonly functionError?: string;
  /** Last 4 KB of the function's log. Untrusted text. */
  readonly logTail?: string;
  readonly executedVersion?: string;
  /** Wall-clock time of the call that was answered. */
  readonly durationMs: number;
}

export interface InvokeOptions {
  readonly signal: AbortSignal;
  /** Whether to ask for the end of the log. */
  readonly tail: boolean;
}

/** A function to create from a zip, with the network and the mount of another. */
export interface NewFunction {
  readonly name: string;
  readonly description: string;
  readonly zip: Uint8Array;
  /** The one to have, and those to have where the region does not have it. */
  readonly runtimes: readonly [string, ...string[]];
  readonly handler: string;
  /** Lambda's spelling: `x86_64` or `arm64`. */
  readonly architecture: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly role: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** ARN of the access point. */
  readonly accessPointArn: string;
  readonly localMountPath: string;
  /** Of S3 Files. */
  readonly directS3Read?: string;
  readonly ipv6AllowedForDualStack?: boolean;
  readonly logGroup: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LambdaApiOptions extends LambdaCallerOptions {
  /** Milliseconds before each retry of an Invoke that certainly did not run. */
  readonly retryDelaysMs?: readonly number[];
  /** Milliseconds an Invoke may take beyond the function's own timeout: cold start, mount, network. */
  readonly graceMs?: number;
}

/** Lambda's are 4 KB. */
const LOG_TAIL_BYTES = 16 * 1024;
/** For calls that have to run to their end. */
const never = new AbortController().signal;

/**
 * Names that Lambda gives to an Invoke it refused before anything ran, and that may pass by themselves. A bare
 * HTTP 502 is not among them: a proxy may have sent it after the function ran.
 */
const REFUSED_BEFORE_EXECUTION = new Set([
  'TooManyRequestsException',
  'ENINotReadyException',
  'EC2ThrottledException',
]);

/** Lambda as one connection sees it. Whatever goes wrong is thrown as a HumanError; the SDK is loaded on first use. */
export class LambdaApi {
  readonly connection: Connection;
  readonly #options: LambdaApiOptions;
  readonly #caller: LambdaCaller;

  constructor(caller: LambdaCaller, options: LambdaApiOptions) {
    this.connection = caller.connection;
    this.#options = options;
    this.#caller = caller;
  }

  /**
   * Pages of 50 functions as they arrive, from `marker` on.
   * @throws HumanError; whoever kept the last page's `nextMarker` can go on from there
   */
  listFunctions(signal: AbortSignal, marker?: string): AsyncGenerator<FunctionPage, void> {
    return functionPages(this.#caller, signal, marker);
  }

  /** @throws HumanError; its problem is `function-not-found` where it does not exist */
  lookAt(nameOrArn: string, signal: AbortSignal): Promise<Look> {
    return lookAt(this.#caller, nameOrArn, signal);
  }

  /** Whether a function was seen by these calls: over this connection, with the credentials that it has now. */
  saw(sighting: Sighting): boolean {
    return sighting.isOf(this.#caller);
  }

  /**
   * Invokes a function that is known to be a probe, once. It is retried only where Lambda refused it before
   * anything ran.
   * @param prove called right before each attempt: a proof is good for one
   * @throws HumanError, or what `prove` throws
   */
  async invoke(
    prove: () => Promise<ProbeProof>,
    payload: unknown,
    { signal, tail }: InvokeOptions,
  ): Promise<InvokeResult> {
    const body = new TextEncoder().encode(JSON.stringify(payload));
    const delays = this.#options.retryDelaysMs ?? [500, 1500, 4000];
    for (let attempt = 0; ; attempt++) {
      const target = (await prove()).spend(this.#caller);
      const started = performance.now();
      try {
        const answer = await this.#invokeOnce(target, body, tail, signal);
        if (isMarkup(answer.payload)) {
          throw await this.#notTheService('Invoke', 200);
        }
        return {
          payload: answer.payload,
          functionError: answer.functionError,
          logTail:
            answer.logResult &&
            decodeBytes(Buffer.from(answer.logResult, 'base64').subarray(-LOG_TAIL_BYTES)),
          executedVersion: answer.executedVersion,
          durationMs: performance.now() - started,
        };
      } catch (error) {
        const delay = delays[attempt];
        const { cause, problem } = isHumanError(error) ? error : { cause: undefined };
        if (
          delay === undefined ||
          !(cause instanceof Error) ||
          !REFUSED_BEFORE_EXECUTION.has(cause.name) ||
          problem?.code === 'reserved-concurrency-used-up'
        ) {
          throw error;
        }
        this.#options.log.info(`Invoke ${target.name}: ${cause.name}, nothing ran; trying again.`);
        await sleep(delay * (0.5 + Math.random()), undefined, { signal });
      }
    }
  }

  /**
   * Creates a function. It is not cancelled half-way, and where it fails with anything but a refusal, the function
   * may exist.
   * @param copied whose configuration it gets
   * @throws HumanError
   */
  async createFunction(spec: NewFunction, copied: LambdaFunction): Promise<void> {
    const context = { functionName: spec.name, copied };
    await this.#caller.call('CreateFunction', context, never, clients =>
      clients.createFunction({
        FunctionName: spec.name,
        Description: spec.description,
        PackageType: 'Zip',
        Code: { ZipFile: spec.zip },
        Runtime: spec.runtimes[0] as Runtime,
        Handler: spec.handler,
        Architectures: [spec.architecture as Architecture],
        MemorySize: spec.memoryMb,
        Timeout: spec.timeoutSeconds,
        Role: spec.role,
        VpcConfig: {
          SubnetIds: [...spec.subnetIds],
          SecurityGroupIds: [...spec.securityGroupIds],
          Ipv6AllowedForDualStack: spec.ipv6AllowedForDualStack || undefined,
        },
        FileSystemConfigs: [
          {
            Arn: spec.accessPointArn,
            LocalMountPath: spec.localMountPath,
            S3FilesConfig: spec.directS3Read
              ? { DirectS3Read: spec.directS3Read as DirectS3Read }
              : undefined,
          },
        ],
        LoggingConfig: { LogGroup: spec.logGroup },
        Tags: { ...spec.tags },
      }),
    );
  }

  /**
   * Asks whether the user may invoke a function of this name, which runs nothing and need not exist yet.
   * @throws HumanError with problem `access-denied`; other failures leave it open
   */
  async checkInvokePermission(functionName: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#caller.call('Invoke', { functionName }, signal, clients =>
        clients.dryRun(functionName, signal),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!isHumanError(error) || error.problem?.code === 'access-denied') {
        throw error;
      }
    }
  }

  /**
   * Deletes a function, by its ARN: to other credentials, its bare name would mean a function of another account.
   * Resolves when it is known not to exist.
   * @throws HumanError
   */
  async deleteFunction(arn: string): Promise<void> {
    const context = { functionName: arn.split(':')[6] };
    try {
      const isDeleted = await this.#caller.call('DeleteFunction', context, never, clients =>
        clients.deleteFunction(arn),
      );
      if (!isDeleted) {
        await this.lookAt(arn, never);
        throw await this.#notTheService('DeleteFunction', 200);
      }
    } catch (error) {
      if (!isHumanError(error) || error.problem?.code !== 'function-not-found') {
        throw error;
      }
      if (!saysThatItIsGone(error.cause, arn)) {
        throw await this.#notTheService('DeleteFunction', 404, error.cause);
      }
    }
  }

  /** @throws HumanError */
  tagsOf(target: LambdaFunction, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    return this.#caller.call('ListTags', { functionName: target.name }, signal, clients =>
      clients.listTags(target.arn, signal),
    );
  }

  async #invokeOnce(target: LambdaFunction, body: Uint8Array, tail: boolean, signal: AbortSignal) {
    const boundMs = invokeBoundMs(target, this.#options.graceMs);
    const bound = AbortSignal.timeout(boundMs);
    const context = { target };
    return this.#caller.call('Invoke', context, signal, async clients => {
      try {
        return await clients.invoke(target.arn, body, tail, AbortSignal.any([signal, bound]));
      } catch (error) {
        if (bound.aborted && !signal.aborted) {
          throw problemError(
            'invoke-unanswered',
            { function: target.name, seconds: Math.round(boundMs / 1000) },
            error,
          );
        }
        throw error;
      }
    });
  }

  async #notTheService(operation: AwsOperation, status: number, cause?: unknown): Promise<HumanError> {
    const { notTheService } = await import('./problems/humanErrors');
    return notTheService({ operation, connection: this.connection }, status, cause);
  }
}

/** Whether an error is AWS's word that this function does not exist, and not that another one does not. */
function saysThatItIsGone(error: unknown, arn: string): boolean {
  const { message } = error as Error;
  const named = /arn:[\w-]+:lambda:[\w-]+:\d+:function:[\w-]+/.exec(message)?.[0];
  return (
    isFromAws(error) &&
    (named === undefined || named === arn) &&
    !/not reachable in this region/.test(message)
  );
}

/** A proxy's page: no function can answer so, for a payload is JSON. */
function isMarkup(payload: Uint8Array): boolean {
  return /^\s*</.test(new TextDecoder().decode(payload.subarray(0, 64)));
}
