import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { LogFile } from './logFile';
import type { ExecutionEnvironment, Invocation, Outcome } from './outcome';
import { killTree } from './processTree';
import { RuntimeApi } from './runtimeApi';

/** What a function's process is started with. */
export interface Launch {
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** File for what the function prints. */
  readonly logFile: string;
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
  readonly #log: LogFile;
  readonly #child: ChildProcess;
  readonly #ended: Promise<Outcome>;
  #alive = true;

  private constructor(api: RuntimeApi, address: string, launch: Launch) {
    this.#api = api;
    this.#log = new LogFile(launch.logFile);
    const [command, args] = launch.runtime.startsWith('nodejs')
      ? [process.execPath, [launch.runtimeLoop]]
      : [path.join(launch.taskRoot, 'bootstrap'), []];
    this.#child = spawn(command, args, {
      cwd: launch.taskRoot,
      detached: true,
      // One file for both keeps the order in which things were written.
      stdio: ['ignore', this.#log.descriptor, this.#log.descriptor],
      env: environmentVariables(launch, address),
    });
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => {
        this.#alive = false;
        resolve(notStarted(error));
      });
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

  async ready(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, INIT_MS);
    });
    await Promise.race([this.#api.asked(), this.#ended, late]);
    clearTimeout(timer);
    return this.#alive && !this.#api.initFailed;
  }

  takeLog(): Buffer {
    return this.#log.take();
  }

  handle(invocation: Invocation): Promise<Outcome> {
    return Promise.race([this.#api.handle(invocation), this.#ended]);
  }

  async close(): Promise<void> {
    this.#api.close();
    if (this.#child.pid !== undefined) {
      killTree(this.#child.pid);
      await this.#ended;
    }
    this.#log.close();
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
