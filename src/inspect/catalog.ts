import type { Connection } from '../aws/connection';
import type { LambdaApis } from '../aws/lambdaApi';
import type { LambdaFunction } from '../core/lambdaFunction';
import { isHumanError, type HumanError } from '../core/humanError';
import { Emitter, type Disposable, type Event } from './emitter';
import { KeptFunctions } from './keptFunctions';
import type { Memento } from './ports';
import { unexpectedError } from './problems';
import { isTemporaryName } from './temporary/temporaryFunction';

/** What is known of one connection's functions. */
export interface ConnectionState {
  readonly connection: Connection;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed' | 'cancelled';
  /** Those that mount a file system, by name. */
  readonly functions: readonly LambdaFunction[];
  /** How many functions were looked at. */
  readonly scanned: number;
  /** Why it failed. What was found before stays. */
  readonly error?: HumanError;
  /** Whether functions from an earlier time are among these that were not seen again yet. */
  readonly stale: boolean;
}

/** A function with the connection that reaches it. */
export interface KnownFunction {
  readonly function: LambdaFunction;
  readonly connection: Connection;
}

interface Entry {
  connection: Connection;
  status: ConnectionState['status'];
  scanned: number;
  error?: HumanError;
  /** Seen in this run. */
  seen: Map<string, LambdaFunction>;
  /** Known from an earlier run or start, not seen in this one. */
  earlier: Map<string, LambdaFunction>;
  /** Where the run stopped. */
  marker?: string;
  run?: AbortController;
}

/**
 * The functions that mount a file system, of all connections. Pages are visible as they arrive; the last known list
 * is there at once and stays until a run has come to its end.
 */
export class FunctionCatalog implements Disposable {
  readonly #apis: LambdaApis;
  readonly #kept: KeptFunctions;
  readonly #changed = new Emitter<void>();
  #entries = new Map<string, Entry>();

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(apis: LambdaApis, memento: Memento) {
    this.#apis = apis;
    this.#kept = new KeptFunctions(memento);
  }

  get states(): readonly ConnectionState[] {
    return [...this.#entries.values()].map(toState);
  }

  find(arn: string): KnownFunction | undefined {
    for (const entry of this.#entries.values()) {
      const found = entry.seen.get(arn) ?? entry.earlier.get(arn);
      if (found) {
        return { function: found, connection: entry.connection };
      }
    }
    return undefined;
  }

  /** Shows what was known of these connections last time, without asking anybody. Others are forgotten. */
  use(connections: readonly Connection[]): void {
    const before = this.#entries;
    this.#entries = new Map(
      connections.map(connection => {
        const known = before.get(connection.id);
        before.delete(connection.id);
        return [connection.id, known ? Object.assign(known, { connection }) : this.#remembered(connection)];
      }),
    );
    for (const dropped of before.values()) {
      dropped.run?.abort();
    }
    this.#changed.fire();
  }

  /** Lists the functions of exactly these connections anew. Resolves when all are done, however they ended. */
  async refresh(connections: readonly Connection[]): Promise<void> {
    this.use(connections);
    await Promise.all(
      [...this.#entries.values()].map(entry => {
        entry.earlier = new Map([...entry.earlier, ...entry.seen]);
        entry.seen = new Map();
        entry.scanned = 0;
        entry.marker = undefined;
        return this.#run(entry);
      }),
    );
  }

  /** Goes on where a run failed or was cancelled. */
  async resume(connectionId: string): Promise<void> {
    const entry = this.#entries.get(connectionId);
    if (entry && entry.status !== 'loading') {
      await this.#run(entry);
    }
  }

  /** Stops one connection's run, or all. What was found stays. */
  cancel(connectionId?: string): void {
    for (const [id, entry] of this.#entries) {
      if (connectionId === undefined || id === connectionId) {
        entry.run?.abort();
      }
    }
  }

  async #run(entry: Entry): Promise<void> {
    entry.run?.abort();
    const run = new AbortController();
    entry.run = run;
    entry.status = 'loading';
    entry.error = undefined;
    this.#changed.fire();
    // A newer run of the same connection has taken over the entry: leave it alone.
    const superseded = () => entry.run !== run;
    try {
      const api = this.#apis.for(entry.connection);
      for await (const page of api.listFunctions(run.signal, entry.marker)) {
        if (superseded()) {
          return;
        }
        for (const found of page.functions) {
          if (isTemporaryName(found.name)) {
            continue;
          }
          entry.seen.set(found.arn, found);
          entry.earlier.delete(found.arn);
        }
        entry.scanned += page.scanned;
        entry.marker = page.nextMarker;
        this.#changed.fire();
      }
      entry.earlier.clear();
      entry.status = 'ready';
    } catch (error) {
      if (superseded()) {
        return;
      }
      entry.status = run.signal.aborted ? 'cancelled' : 'failed';
      entry.error = run.signal.aborted ? undefined : isHumanError(error) ? error : unexpectedError(error);
    }
    entry.run = undefined;
    this.#changed.fire();
    if (entry.status === 'ready') {
      await this.#kept.write(entry.connection, [...entry.seen.values()]);
    }
  }

  #remembered(connection: Connection): Entry {
    const functions = this.#kept.read(connection);
    return {
      connection,
      status: 'idle',
      scanned: 0,
      seen: new Map(),
      earlier: new Map(functions.map(known => [known.arn, known])),
    };
  }

  /** Forgets the functions that are kept over restarts. What is shown now stays. @returns how many there were */
  forgetKept(): Promise<number> {
    return this.#kept.deleteAll();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }
}

function toState({ connection, status, scanned, error, seen, earlier }: Entry): ConnectionState {
  return {
    connection,
    status,
    functions: [...seen.values(), ...earlier.values()].sort(byName),
    scanned,
    ...(error && { error }),
    stale: earlier.size > 0,
  };
}

function byName(a: LambdaFunction, b: LambdaFunction): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
