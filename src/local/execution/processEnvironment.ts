import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { LogTail } from './logTail';
import type { ExecutionEnvironment, Invocation, Outcome } from './outcome';
import { killTree } from './processTree';
import { RuntimeApi } from './runtimeApi';

/** What a function's process is started with. */
export interface Launch {
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** E.g. `nodejs22.x`, `provided.al2023`. */
  readonly runtime: string;
  readonly handler: string;
  readonly region: string;
  readonly functionName: string;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  /** The product's own Node.js runtime loop. */
  readonly runtimeLoop: string;
}

/** Time to start that does not count as the event's. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_MS = 10_000;

export function isRunnable(runtime: string): boolean {
  return runtime.startsWith('nodejs') || runtime.startsWith('provided') || runtime === 'go1.x';
}

/** Runs a function's code as a process group that talks to a {@link RuntimeApi} of its own. */
export class ProcessEnvironment implements ExecutionEnvironment {
  readonly #api: RuntimeApi;
  readonly #log = new LogTail();
  readonly #child: ChildProcess;
  readonly #ended: Promise<Outcome>;
  #alive = true;

  private constructor(api: RuntimeApi, address: string, launch: Launch) {
    this.#api = api;
    const [command, args] = launch.runtime.startsWith('nodejs')
      ? [process.execPath, [launch.runtimeLoop]]
      : [path.join(launch.taskRoot, 'bootstrap'), []];
    this.#child = spawn(command, args, {
      cwd: launch.taskRoot,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentVariables(launch, address),
    });
    this.#child.stdout?.on('data', (bytes: Buffer) => this.#log.add(bytes));
    this.#child.stderr?.on('data', (bytes: Buffer) => this.#log.add(bytes));
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(notStarted(error)));
      this.#child.once('exit', (code, signal) => {
        this.#alive = false;
        resolve({ kind: 'exited', status: exitStatus(code, signal) });
      });
    });
  }

  static async start(launch: Launch): Promise<ProcessEnvironment> {
    const api = new RuntimeApi();
    return new ProcessEnvironment(api, await api.listen(), launch);
  }

  async initialised(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, INIT_MS);
    });
    await Promise.race([this.#api.ready, this.#ended, late]);
    clearTimeout(timer);
  }

  get reusable(): boolean {
    return this.#alive && !this.#api.initFailed;
  }

  takeLog(): Buffer {
    return this.#log.take();
  }

  async handle(invocation: Invocation): Promise<Outcome> {
    const outcome = await Promise.race([this.#api.handle(invocation), this.#ended]);
    await this.#drain();
    return outcome;
  }

  async close(): Promise<void> {
    this.#api.close();
    if (this.#child.pid !== undefined) {
      killTree(this.#child.pid);
      await this.#ended;
    }
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** What was written before the answer was sent is in the pipes by now: reads until nothing more comes. */
  async #drain(): Promise<void> {
    let seen: number;
    do {
      seen = this.#log.added;
      await new Promise(resolve => setImmediate(resolve));
      await new Promise(resolve => setImmediate(resolve));
    } while (this.#log.added !== seen);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function environmentVariables(launch: Launch, runtimeApi: string): Record<string, string> {
  return {
    ...launch.variables,
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    // A signed call from the function gets no farther than its signature.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_REGION: launch.region,
    AWS_DEFAULT_REGION: launch.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${launch.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: launch.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(launch.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${launch.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${runtimeApi}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: launch.taskRoot,
    LAMBDA_RUNTIME_DIR: path.dirname(launch.runtimeLoop),
    _HANDLER: launch.handler,
    // Makes the desktop extension host's executable behave as Node.js.
    ELECTRON_RUN_AS_NODE: '1',
  };
}

/** In the words of Lambda, which are those of Go's os/exec. */
function exitStatus(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') {
    return 'signal: killed';
  }
  return signal ? `signal: ${signal}` : code === 0 ? '' : `exit status ${code}`;
}

function notStarted(error: Error): Outcome {
  const errorType = 'Runtime.InvalidEntrypoint';
  return {
    kind: 'failed',
    errorType,
    payload: Buffer.from(JSON.stringify({ errorType, errorMessage: `Error: ${error.message}` })),
  };
}
