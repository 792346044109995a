import type { Connection } from '../../aws/connection';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { Memento } from '../ports';
import { isLambdaFunction } from './keptGuards';
import { machineId } from '../temporary/machine';

/** Functions kept of one connection, and connections. More are listed, but only after they were asked for again. */
const MOST_FUNCTIONS = 5000;
const MOST_CONNECTIONS = 20;
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/** The number is the version of what is kept. */
const KEY = 'functions.2';
/** An earlier version kept the functions of each connection under a key of its own, for ever. */
const EARLIER_PREFIX = 'functions.1.';

interface KeptList {
  /** Of the connection. */
  readonly id: string;
  /** The windows of a remote machine share what is kept, and its default credentials are other ones. */
  readonly machine: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly functions: readonly LambdaFunction[];
}

/** The last known functions of the connections used last, over restarts. */
export class KeptFunctions {
  readonly #memento: Memento;
  readonly #machine: string;

  /** @param machine on which the window's extensions run */
  constructor(memento: Memento, machine = machineId()) {
    this.#memento = memento;
    this.#machine = machine;
  }

  /** None where what is stored is damaged, of another version, or old. */
  read({ id }: Connection): readonly LambdaFunction[] {
    return this.#lists().find(list => this.#isOf(list, id))?.functions ?? [];
  }

  async write({ id }: Connection, functions: readonly LambdaFunction[]): Promise<void> {
    const others = this.#lists().filter(list => !this.#isOf(list, id));
    const list = {
      id,
      machine: this.#machine,
      at: Date.now(),
      functions: functions.slice(0, MOST_FUNCTIONS),
    };
    await this.#memento.update(KEY, [list, ...others].slice(0, MOST_CONNECTIONS));
    await this.#forgetEarlier();
  }

  /** @returns of how many functions */
  async deleteAll(): Promise<number> {
    const count = this.#lists().reduce((sum, { functions }) => sum + functions.length, 0);
    await this.#memento.update(KEY, undefined);
    await this.#forgetEarlier();
    return count;
  }

  #isOf(list: KeptList, id: string): boolean {
    return list.id === id && list.machine === this.#machine;
  }

  /** Newest first. */
  #lists(): readonly KeptList[] {
    const stored = this.#memento.get<unknown>(KEY);
    return (Array.isArray(stored) ? stored : []).flatMap((value: unknown) => {
      const { id, machine, at, functions } = (value ?? {}) as Readonly<Record<string, unknown>>;
      const isCurrent = typeof at === 'number' && Date.now() - at < MAX_AGE_MS;
      return typeof id === 'string' && typeof machine === 'string' && isCurrent && Array.isArray(functions)
        ? [{ id, machine, at, functions: functions.filter(isLambdaFunction).slice(0, MOST_FUNCTIONS) }]
        : [];
    });
  }

  async #forgetEarlier(): Promise<void> {
    const earlier = this.#memento.keys?.().filter(key => key.startsWith(EARLIER_PREFIX)) ?? [];
    await Promise.all(earlier.map(key => this.#memento.update(key, undefined)));
  }
}
