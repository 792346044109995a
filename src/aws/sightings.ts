import type { InvocableWay } from '../core/capture/capture';
import { judgeProbe, type ProbeEvidence } from '../core/judgeProbe';
import type { LambdaFunction } from '../core/lambdaFunction';
import type { Connection } from './connection';
import { toLambdaFunction } from './toLambdaFunction';
import type { LambdaCaller } from './lambdaCaller';
import { problemError } from './problems/awsProblems';

/** How long what was seen of a function is taken for what it is, in milliseconds. After that, it is looked at again. */
export const FRESH_MS = 3 * 60_000;

/** A million functions: an endpoint whose pages never end is none of AWS's. */
const MOST_PAGES = 20_000;
/** A page holds at most 50, but not every endpoint keeps to that. */
const MOST_FUNCTIONS = 10_000;

/** Set by the class below: nothing outside this file makes a sighting, so whoever has one knows that Lambda was asked. */
let sighted: (target: LambdaFunction, caller: LambdaCaller, seenAt: number) => Sighting;

/** A function as Lambda described it in this session, over one connection and with its credentials. */
export class Sighting {
  readonly target: LambdaFunction;
  readonly connection: Connection;
  /** When Lambda was asked, in milliseconds since 1970. */
  readonly seenAt: number;
  readonly #caller: LambdaCaller;
  #acceptedAt: number;

  static {
    sighted = (target, caller, seenAt) => new Sighting(target, caller, seenAt);
  }

  private constructor(target: LambdaFunction, caller: LambdaCaller, seenAt: number) {
    this.target = target;
    this.connection = caller.connection;
    this.seenAt = seenAt;
    this.#caller = caller;
    this.#acceptedAt = seenAt;
  }

  /** Whether it was seen with the credentials that are in use now: the files of a profile may have changed since. */
  isOf(caller: LambdaCaller): boolean {
    return this.#caller === caller;
  }

  /** A clock that was set back makes it old. */
  isFresh(now: number): boolean {
    const age = now - this.#acceptedAt;
    return age >= 0 && age <= FRESH_MS;
  }

  /** A person has decided that the function still is what was seen, where it may not be looked at again. */
  accept(now: number): void {
    this.#acceptedAt = now;
  }

  /** Something has come up against it: it counts as old. */
  doubt(): void {
    this.#acceptedAt = -Infinity;
  }
}

/** That a function is known to be a probe at this moment. It is good for one Invoke. */
export class ProbeProof {
  readonly way: InvocableWay;
  readonly #sighting: Sighting;
  #spent = false;

  private constructor(sighting: Sighting, way: InvocableWay) {
    this.#sighting = sighting;
    this.way = way;
  }

  /** Undefined where the function is not known to be a probe, or what is known of it is too old. */
  static of(sighting: Sighting, evidence: ProbeEvidence, now: number): ProbeProof | undefined {
    const { connection, target } = sighting;
    const way = judgeProbe(target, connection.kind === 'demo', evidence);
    return way !== undefined && sighting.isFresh(now) ? new ProbeProof(sighting, way) : undefined;
  }

  /**
   * What may be invoked now.
   * @throws Error, a bug, where it was spent before or what it proves was seen with other credentials
   */
  spend(caller: LambdaCaller): LambdaFunction {
    if (this.#spent || !this.#sighting.isOf(caller)) {
      throw new Error(`No proof that ${this.#sighting.target.name} may be invoked.`);
    }
    this.#spent = true;
    return this.#sighting.target;
  }
}

/** Where a function stands in its life. Lambda adds states: an unknown one is possible. */
export interface FunctionState {
  /** E.g. `Pending`, `Active`, `Failed`. Absent with an endpoint that knows no states. */
  readonly state?: string;
  readonly reason?: string;
  readonly reasonCode?: string;
  /** Absent before it was prepared for the first time. `status`: e.g. `Successful`, `InProgress`, `Failed`. */
  readonly lastUpdate?: { readonly status: string; readonly reason?: string; readonly reasonCode?: string };
}

/** What came of looking at one function. */
export interface Look {
  readonly state: FunctionState;
  /** Absent where it mounts no file system. */
  readonly sighting?: Sighting;
}

export interface FunctionPage {
  /** Those of this page that mount a file system. */
  readonly functions: readonly Sighting[];
  /** How many functions this page held. */
  readonly scanned: number;
  /** Where the next page begins; absent on the last. */
  readonly nextMarker?: string;
}

/**
 * Pages of 50 functions as they arrive, from `marker` on.
 * @throws HumanError; whoever kept the last page's `nextMarker` can go on from there
 */
export async function* functionPages(
  caller: LambdaCaller,
  signal: AbortSignal,
  marker?: string,
): AsyncGenerator<FunctionPage, void> {
  const asked = new Set<string>();
  let next = marker;
  do {
    const from = next;
    if (from !== undefined && (asked.has(from) || asked.size === MOST_PAGES)) {
      const { endpoint, region } = caller.connection;
      throw problemError('endless-list', { host: endpoint ?? region });
    }
    asked.add(from ?? '');
    const askedAt = caller.now();
    const page = await caller.call('ListFunctions', {}, signal, clients =>
      clients.listFunctions(from, signal),
    );
    next = page.nextMarker;
    yield {
      functions: page.functions
        .slice(0, MOST_FUNCTIONS)
        .flatMap(configuration => toLambdaFunction(configuration) ?? [])
        .map(target => sighted(target, caller, askedAt)),
      scanned: page.functions.length,
      nextMarker: next,
    };
  } while (next !== undefined);
}

/** @throws HumanError; its problem is `function-not-found` where it does not exist */
export async function lookAt(caller: LambdaCaller, nameOrArn: string, signal: AbortSignal): Promise<Look> {
  const askedAt = caller.now();
  const functionName = nameOrArn.split(':')[6] ?? nameOrArn;
  const found = await caller.call('GetFunctionConfiguration', { functionName }, signal, clients =>
    clients.getFunctionConfiguration(nameOrArn, signal),
  );
  const { LastUpdateStatus: status, LastUpdateStatusReason, LastUpdateStatusReasonCode } = found;
  const target = toLambdaFunction(found);
  return {
    state: {
      state: found.State,
      reason: found.StateReason,
      reasonCode: found.StateReasonCode,
      lastUpdate: status
        ? { status, reason: LastUpdateStatusReason, reasonCode: LastUpdateStatusReasonCode }
        : undefined,
    },
    sighting: target && sighted(target, caller, askedAt),
  };
}
