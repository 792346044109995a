import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { SIMULATED_MOUNT_PATH } from '../runtime/simulatedMount';
import { LogFile } from './logFile';
import type { ExecutionEnvironment, Invocation, InvocationOutcome } from './executionEnvironment';
import { killSurvivors, killTree } from './processTree';
import { RuntimeApi } from './runtimeApi';

/** What a function's process is started with. */
export interface Launch {
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** File for what the function prints. */
  readonly logFile: string;
  /** E.g. `nodejs24.x`, `provided.al2023`. */
  readonly runtime: string;
  readonly handler: string;
  readonly region: string;
  readonly functionName: string;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  /** The configured local mount path. Nothing is mounted there by the endpoint. */
  readonly mountPath?: string;
  /** The product's own Node.js runtime loop. */
  readonly runtimeLoop: string;
}

/** Time to start that does not count as the event's. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_MS = 10_000;
/** A process that waits for a dead file system may not end when killed. It is left behind then. */
const KILL_MS = 2000;

export function isRunnable(runtime: string): boolean {
  return runtime.startsWith('nodejs') || runtime.startsWith('provided') || runtime === 'go1.x';
}

/** Runs a function's code as a process group that talks to a {@link RuntimeApi} of its own. */
export class ProcessEnvironment implements ExecutionEnvironment {
  readonly #api: RuntimeApi;
  readonly #log: LogFile;
  readonly #child: ChildProcess;
  readonly #ended: Promise<InvocationOutcome>;
  #alive = true;

  private constructor(api: RuntimeApi, log: LogFile, child: ChildProcess) {
    this.#api = api;
    this.#log = log;
    this.#child = child;
    this.#ended = new Promise(resolve => {
      child.once('error', error => {
        this.#alive = false;
        resolve(notStarted(error));
      });
      child.once('exit', (code, signal) => {
        this.#alive = false;
        // Now, because its number may be another process's later.
        this.#end(killSurvivors);
        resolve({ kind: 'exited', status: exitStatus(code, signal) });
      });
    });
  }

  static async start(launch: Launch): Promise<ProcessEnvironment> {
    const api = new RuntimeApi();
    const address = await api.listen();
    const log = new LogFile(launch.logFile);
    try {
      return new ProcessEnvironment(api, log, launchProcess(launch, address, log));
    } catch (error) {
      api.close();
      log.close();
      throw error;
    }
  }

  async ready(): Promise<boolean> {
    await atMost(INIT_MS, Promise.race([this.#api.asked(), this.#ended]));
    return this.#alive && !this.#api.initFailed;
  }

  takeLog(): Buffer {
    return this.#log.take();
  }

  handle(invocation: Invocation): Promise<InvocationOutcome> {
    return Promise.race([this.#api.handle(invocation), this.#ended]);
  }

  async close(): Promise<void> {
    this.#api.close();
    if (this.#alive) {
      this.#end(killTree);
      await atMost(KILL_MS, this.#ended);
      this.#child.unref();
    }
    this.#log.close();
  }

  #end(kill: (leader: number) => void): void {
    if (this.#child.pid !== undefined) {
      kill(this.#child.pid);
    }
  }
}

function launchProcess(launch: Launch, runtimeApi: string, log: LogFile): ChildProcess {
  const [command, args] = launch.runtime.startsWith('nodejs')
    ? [process.execPath, [launch.runtimeLoop]]
    : [path.join(launch.taskRoot, 'bootstrap'), []];
  return spawn(command, args, {
    cwd: launch.taskRoot,
    detached: true,
    windowsHide: true,
    // One file for both keeps the order in which things were written.
    stdio: ['ignore', log.descriptor, log.descriptor],
    env: environmentVariables(launch, runtimeApi),
  });
}

/** Waits for a promise, but no longer than this. */
async function atMost(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
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
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${randomUUID()}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: launch.taskRoot,
    LAMBDA_RUNTIME_DIR: path.dirname(launch.runtimeLoop),
    _HANDLER: launch.handler,
    [SIMULATED_MOUNT_PATH]: launch.mountPath ?? '',
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

function notStarted(error: Error): InvocationOutcome {
  const errorType = 'Runtime.InvalidEntrypoint';
  return {
    kind: 'failed',
    errorType,
    payload: Buffer.from(JSON.stringify({ errorType, errorMessage: `Error: ${error.message}` })),
  };
}
