import type { Connection } from '../aws/connection';
import type { AwsApis } from '../aws/awsApis';
import type { Sighting } from '../aws/sightings';
import type { LambdaFunction } from '../core/lambdaFunction';
import { problemCodeOf, type HumanError } from '../core/humanError';
import { Emitter, type Disposable, type Event } from './emitter';
import { KeptFunctions } from './kept/keptFunctions';
import type { Memento } from './ports';
import { inspectError, asHumanError } from './inspectProblems';
import { isTemporaryName } from './temporary/temporaryFunction';

/** What is known of one connection's functions. */
export interface ConnectionState {
  readonly connection: Connection;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed' | 'cancelled';
  /** Those that mount a file system, by name; those of the demo in the order of its listing. */
  readonly functions: readonly LambdaFunction[];
  /** How many functions were looked at. */
  readonly scanned: number;
  /** Why it failed. What was found before stays. */
  readonly error?: HumanError;
  /** Whether functions from an earlier time are among these that were not seen again yet. */
  readonly stale: boolean;
}

/**
 * A function with the connection that reaches it, as it was known at some time. Nothing is invoked on that alone: see
 * {@link ProbeGuard}.
 */
export interface KnownFunction {
  readonly target: LambdaFunction;
  readonly connection: Connection;
}

interface Entry {
  connection: Connection;
  status: ConnectionState['status'];
  scanned: number;
  error?: HumanError;
  /** Seen in this run, or since. */
  seen: Map<string, Sighting>;
  /** Temporary probes, which are not listed. */
  temporary: Map<string, Sighting>;
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
  readonly #apis: AwsApis;
  readonly #kept: KeptFunctions;
  readonly #changed = new Emitter<void>();
  #entries = new Map<string, Entry>();
  /** Made once for all who look at a change: it sorts all functions. */
  #states: readonly ConnectionState[] | undefined;

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(apis: AwsApis, memento: Memento) {
    this.#apis = apis;
    this.#kept = new KeptFunctions(memento);
  }

  get states(): readonly ConnectionState[] {
    this.#states ??= [...this.#entries.values()].map(toState);
    return this.#states;
  }

  /** Those of all connections, in their order. */
  get functions(): readonly KnownFunction[] {
    return this.states.flatMap(({ connection, functions }) =>
      functions.map(target => ({ target, connection })),
    );
  }

  /** Whether any connection is being listed. */
  get isLoading(): boolean {
    return [...this.#entries.values()].some(({ status }) => status === 'loading');
  }

  find(arn: string): KnownFunction | undefined {
    for (const { connection, earlier, seen } of this.#entries.values()) {
      const target = seen.get(arn)?.target ?? earlier.get(arn);
      if (target) {
        return { target, connection };
      }
    }
    return undefined;
  }

  /** The connection of this id, where it is selected now. */
  connection(id: string): Connection | undefined {
    return this.#entries.get(id)?.connection;
  }

  /** What this session has seen of a function since the list was last asked for. */
  sighting(arn: string, connectionId: string): Sighting | undefined {
    const entry = this.#entries.get(connectionId);
    return entry?.seen.get(arn) ?? entry?.temporary.get(arn);
  }

  /**
   * Asks what a function is now.
   * @throws HumanError, also where it exists no more or mounts no file system any more, or the signal's reason
   */
  async look(arn: string, connection: Connection, signal: AbortSignal): Promise<Sighting> {
    let sighting: Sighting | undefined;
    try {
      sighting = (await this.#apis.for(connection).lambda.lookAt(arn, signal)).sighting;
    } catch (error) {
      if (problemCodeOf(error) === 'function-not-found') {
        this.#forget(arn, connection);
      }
      throw error;
    }
    if (sighting?.target.arn !== arn) {
      this.#forget(arn, connection);
      throw inspectError('no-file-system', { function: arn.split(':')[6] ?? arn });
    }
    const entry = this.#entries.get(connection.id);
    if (entry) {
      note(entry, sighting);
      this.#tell();
    }
    return sighting;
  }

  #forget(arn: string, { id }: Connection): void {
    const entry = this.#entries.get(id);
    for (const known of [entry?.seen, entry?.temporary, entry?.earlier]) {
      known?.delete(arn);
    }
    this.#tell();
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
    this.#tell();
  }

  /** Lists the functions of exactly these connections anew. Resolves when all are done, however they ended. */
  async refresh(connections: readonly Connection[]): Promise<void> {
    this.use(connections);
    await Promise.all(
      [...this.#entries.values()].map(entry => {
        const before = [...entry.seen].map(([arn, { target }]) => [arn, target] as const);
        entry.earlier = new Map([...entry.earlier, ...before]);
        entry.seen = new Map();
        entry.temporary = new Map();
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
    this.#tell();
    // A newer run of the same connection has taken over the entry: leave it alone.
    const superseded = () => entry.run !== run;
    try {
      const api = this.#apis.for(entry.connection).lambda;
      for await (const page of api.listFunctions(run.signal, entry.marker)) {
        if (superseded()) {
          return;
        }
        for (const sighting of page.functions) {
          note(entry, sighting);
        }
        entry.scanned += page.scanned;
        entry.marker = page.nextMarker;
        this.#tell();
      }
      entry.earlier.clear();
      entry.status = 'ready';
    } catch (error) {
      if (superseded()) {
        return;
      }
      entry.status = run.signal.aborted ? 'cancelled' : 'failed';
      entry.error = run.signal.aborted ? undefined : asHumanError(error);
    }
    entry.run = undefined;
    this.#tell();
    if (entry.status === 'ready') {
      const targets = [...entry.seen.values()].map(({ target }) => target);
      await this.#kept.write(entry.connection, targets);
    }
  }

  #remembered(connection: Connection): Entry {
    const functions = this.#kept.read(connection);
    return {
      connection,
      status: 'idle',
      scanned: 0,
      seen: new Map(),
      temporary: new Map(),
      earlier: new Map(functions.map(known => [known.arn, known])),
    };
  }

  #tell(): void {
    this.#states = undefined;
    this.#changed.fire();
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

/** A page that was asked for before a function was looked at says nothing newer of it. */
function note({ earlier, seen, temporary }: Entry, sighting: Sighting): void {
  const { arn, name } = sighting.target;
  const known = isTemporaryName(name) ? temporary : seen;
  const before = known.get(arn);
  if (!before || before.seenAt <= sighting.seenAt) {
    known.set(arn, sighting);
  }
  earlier.delete(arn);
}

function toState({ connection, status, scanned, error, seen, earlier }: Entry): ConnectionState {
  const functions = [...[...seen.values()].map(({ target }) => target), ...earlier.values()];
  return {
    connection,
    status,
    functions: connection.kind === 'demo' ? functions : functions.sort(byName),
    scanned,
    error,
    stale: earlier.size > 0,
  };
}

/** Of one connection, whose functions have names of their own. */
function byName(a: LambdaFunction, b: LambdaFunction): number {
  return a.name < b.name ? -1 : 1;
}
