import { randomUUID } from 'node:crypto';
import type { StoredFunction } from '../functionStore';
import { ServiceError } from '../serviceError';
import { CodeFolder } from './codeFolder';
import { invokeIn, type InvocationResult } from './invokeIn';
import type { ExecutionEnvironment } from './executionEnvironment';
import { isRunnable, ProcessEnvironment } from './processEnvironment';
import { killOrphans } from './processTree';
import { ReplayEnvironment } from './replayEnvironment';

/** Enough for any client of one person, and a bound for what may run on their machine. */
const MAX_CONCURRENT = 50;
/** How long an environment waits for another event, as long as Lambda's usually do. */
const IDLE_MS = 5 * 60_000;

interface IdleEnvironment {
  readonly environment: ExecutionEnvironment;
  readonly timer: NodeJS.Timeout;
}

interface Workplace {
  /** Once it is needed. */
  folder?: Promise<CodeFolder>;
  readonly idle: IdleEnvironment[];
  readonly busy: Set<ExecutionEnvironment>;
  readonly invocations: Set<Promise<unknown>>;
  discarded: boolean;
}

/** The execution environments of all functions: one for each event at a time, used again while it lasts. */
export class Executions {
  readonly #workplaces = new Map<StoredFunction, Workplace>();
  readonly #runtimeLoop: string;
  #running = 0;

  /** @param runtimeLoop file of the product's Node.js runtime loop */
  constructor(runtimeLoop: string) {
    this.#runtimeLoop = runtimeLoop;
  }

  async invoke(stored: StoredFunction, payload: Buffer, clientContext?: string): Promise<InvocationResult> {
    if (this.#running >= MAX_CONCURRENT) {
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', {
        headers: { 'retry-after': '1' },
        members: { Reason: 'ConcurrentInvocationLimitExceeded' },
      });
    }
    const workplace = this.#workplaceOf(stored);
    const invocation = this.#invoke(stored, workplace, payload, clientContext);
    this.#running++;
    workplace.invocations.add(invocation);
    try {
      return await invocation;
    } finally {
      workplace.invocations.delete(invocation);
      this.#running--;
    }
  }

  /** Ends whatever runs for a function and removes its unpacked code. */
  async discard(stored: StoredFunction): Promise<void> {
    const workplace = this.#workplaces.get(stored);
    this.#workplaces.delete(stored);
    if (!workplace) {
      return;
    }
    workplace.discarded = true;
    const environments = [...workplace.idle.splice(0).map(stopWaiting), ...workplace.busy];
    await Promise.all(environments.map(environment => environment.close()));
    await Promise.allSettled(workplace.invocations);
    const folder = await workplace.folder?.catch(() => undefined);
    if (folder !== undefined) {
      killOrphans(folder.path);
      await folder.remove();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workplaces.keys()].map(stored => this.discard(stored)));
  }

  #workplaceOf(stored: StoredFunction): Workplace {
    const workplace = this.#workplaces.get(stored) ?? {
      idle: [],
      busy: new Set(),
      invocations: new Set(),
      discarded: false,
    };
    this.#workplaces.set(stored, workplace);
    return workplace;
  }

  async #invoke(
    stored: StoredFunction,
    workplace: Workplace,
    payload: Buffer,
    clientContext: string | undefined,
  ): Promise<InvocationResult> {
    const startedAt = performance.now();
    const warm = await takeIdle(workplace);
    const environment = warm ?? (await this.#start(stored, workplace));
    workplace.busy.add(environment);
    let keep = false;
    try {
      if (workplace.discarded) {
        throw new ServiceError('ResourceNotFoundException', `Function not found: ${stored.arn}`);
      }
      if (!warm) {
        await environment.ready();
      }
      const result = await invokeIn(environment, {
        payload,
        clientContext,
        functionArn: stored.arn,
        timeoutSeconds: stored.configuration.Timeout,
        memoryMb: stored.configuration.MemorySize ?? 128,
        initMs: warm ? undefined : performance.now() - startedAt,
      });
      keep = result.keep && !workplace.discarded;
      return result;
    } finally {
      workplace.busy.delete(environment);
      if (keep) {
        this.#wait(workplace, environment);
      } else {
        await environment.close();
      }
    }
  }

  #wait(workplace: Workplace, environment: ExecutionEnvironment): void {
    const timer = setTimeout(() => {
      workplace.idle.splice(workplace.idle.indexOf(idle), 1);
      void environment.close();
    }, IDLE_MS).unref();
    const idle = { environment, timer };
    workplace.idle.push(idle);
  }

  async #start(stored: StoredFunction, workplace: Workplace): Promise<ExecutionEnvironment> {
    const { configuration, code } = stored;
    if (code.kind === 'replay') {
      return new ReplayEnvironment(code.handler);
    }
    if (code.kind === 'unstartable') {
      throw new ServiceError(code.error.name, code.error.message);
    }
    const runtime = configuration.Runtime ?? '';
    if (code.kind === 'image' || !isRunnable(runtime)) {
      throw new ServiceError(
        'InvalidRuntimeException',
        'The local endpoint runs only zipped functions of the runtimes nodejs*, provided* and go1.x.',
      );
    }
    workplace.folder ??= unpackCode(code.zip);
    const folder = await workplace.folder;
    return ProcessEnvironment.start({
      taskRoot: folder.taskRoot,
      logFile: folder.logFile(randomUUID()),
      runtime,
      handler: configuration.Handler ?? '',
      region: stored.region,
      functionName: stored.name,
      memoryMb: configuration.MemorySize ?? 128,
      variables: configuration.Environment?.Variables ?? {},
      mountPath: configuration.FileSystemConfigs?.[0]?.LocalMountPath,
      runtimeLoop: this.#runtimeLoop,
    });
  }
}

async function takeIdle(workplace: Workplace): Promise<ExecutionEnvironment | undefined> {
  for (let idle = workplace.idle.pop(); idle; idle = workplace.idle.pop()) {
    const environment = stopWaiting(idle);
    workplace.busy.add(environment);
    if (await environment.ready()) {
      return environment;
    }
    workplace.busy.delete(environment);
    await environment.close();
  }
  return undefined;
}

function stopWaiting({ environment, timer }: IdleEnvironment): ExecutionEnvironment {
  clearTimeout(timer);
  return environment;
}

async function unpackCode(zip: Uint8Array): Promise<CodeFolder> {
  try {
    return await CodeFolder.create(zip);
  } catch (error) {
    throw new ServiceError('InvalidZipFileException', error instanceof Error ? error.message : String(error));
  }
}
