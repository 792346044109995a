import type { AwsApis } from '../../aws/awsApis';
import type { Log } from '../../aws/log';
import { problemCodeOf, type HumanError } from '../../core/humanError';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { KnownFunction } from '../functionCatalog';
import type { Disposable, Event } from '../emitter';
import { inspectError } from '../inspectProblems';
import type { CaptureOptions } from '../ways/probeRunner';
import type { StateTiming } from '../functionStates';
import { arnBeside, type JournalEntry } from './journalEntry';
import { LeaseWatch } from './lease';
import { LeaseKeeper } from './leaseKeeper';
import { Leftovers } from './leftovers';
import { LiveProbes, type KeepTiming } from './liveProbes';
import { machineId } from './machine';
import { create, creationOf, untilPrepared } from './probeCreation';
import { ProbeDeletion, type DeletionTiming } from './probeDeletion';
import type { ProbeJournal } from './probeJournal';
import { ProbeSweep, type SweepTiming } from './probeSweep';
import { temporaryFunction, temporaryName } from './temporaryFunction';

export interface TemporaryProbesOptions {
  readonly apis: AwsApis;
  readonly journal: ProbeJournal;
  /** The probe's zip that we ship. */
  readonly zip: () => Promise<Uint8Array>;
  /** Whether a function is being looked at, by its ARN: its probe is kept as long. */
  readonly isShown: (arn: string) => boolean;
  readonly log: Log;
  readonly timing?: Partial<ProbeTiming>;
  /** Tells whose clock is ours; only a test has another. */
  readonly machine?: string;
}

/** In milliseconds. */
export interface ProbeTiming extends StateTiming, DeletionTiming, SweepTiming, KeepTiming {
  /** How long the journal's word holds that a probe is in use. Renewed at every check. */
  readonly leaseMs: number;
}

/** Milliseconds that a probe is kept after its last use. */
export const KEEP_MS = 3 * 60_000;

/**
 * The life of temporary probes: each is created after the user allowed it, once, kept while its function is looked at,
 * and deleted after that, when the window closes, or else by a later window. Nothing else is ever created.
 */
export class TemporaryProbes implements Disposable {
  readonly #options: TemporaryProbesOptions;
  readonly #machine: string;
  readonly #stateTiming: StateTiming;
  readonly #deletion: ProbeDeletion;
  readonly #sweep: ProbeSweep;
  readonly #keeper: LeaseKeeper;
  readonly #live: LiveProbes;
  readonly #allowed = new Set<string>();
  /** Names of the probes that are being created, by the function that each is for. */
  readonly #preparing = new Map<string, string>();
  readonly #had = new Set<string>();
  readonly #closing = new AbortController();

  /** Those that are not in use, also of other windows. */
  readonly leftovers: Leftovers;
  /** Tells what is left behind and how to delete it by hand. */
  readonly onDidLeaveBehind: Event<HumanError>;
  /** Tells the ARN of a function that has a probe now, or has none any more. */
  readonly onDidChange: Event<string>;

  constructor(options: TemporaryProbesOptions) {
    this.#options = options;
    const { apis, isShown, journal, log, timing = {} } = options;
    const { checkMs = 30_000, keepMs = KEEP_MS, leaseMs = 2 * 60_000 } = timing;
    this.#machine = options.machine ?? machineId();
    this.#stateTiming = { pollMs: 2_000, maxWaitMs: 10 * 60_000, ...timing };
    this.#deletion = new ProbeDeletion({ apis, journal, log, machine: this.#machine, timing });
    const leases = new LeaseWatch(leaseMs, this.#machine);
    this.#keeper = new LeaseKeeper(journal, checkMs);
    this.#live = new LiveProbes({
      isShown,
      onUnwanted: arn => void this.discard(arn),
      timing: { checkMs, keepMs },
    });
    this.#sweep = new ProbeSweep({
      journal,
      deletion: this.#deletion,
      leases,
      isOwn: name => this.#isOwn(name),
      log,
      timing,
    });
    this.leftovers = new Leftovers({
      apis,
      journal,
      leases,
      live: this.#live,
      deletion: this.#deletion,
      isBusy: name => this.#isBusy(name),
      deleteProbe: entry => this.#delete(entry),
    });
    this.onDidLeaveBehind = this.#deletion.onDidFail;
    this.onDidChange = this.#live.onDidChange;
  }

  /** The user has confirmed the creation of one probe for this function. */
  allow(arn: string): void {
    this.#allowed.add(arn);
  }

  /** Takes back what was allowed and not yet made use of. */
  disallow(arn: string): void {
    this.#allowed.delete(arn);
  }

  /** Whether this function is asked through a temporary probe: it has one, or may get one. */
  isFor(arn: string): boolean {
    return this.#allowed.has(arn) || this.#preparing.has(arn) || this.exists(arn);
  }

  /** Whether this window keeps a temporary probe for this function. */
  exists(arn: string): boolean {
    return this.#live.get(arn) !== undefined;
  }

  /** The functions for which this window keeps a temporary probe, by their ARNs. */
  get kept(): readonly string[] {
    return this.#live.arns;
  }

  /** Whether this function had a temporary probe in this window. */
  wasFor(arn: string): boolean {
    return this.#had.has(arn);
  }

  /**
   * Runs `work` with the function's probe, which is created first where there is none.
   * @throws HumanError, or the signal's reason; a probe that was not ready yet is then deleted
   */
  async use<T>(
    known: KnownFunction,
    options: Pick<CaptureOptions, 'onProgress' | 'signal'>,
    work: (probe: LambdaFunction) => Promise<T>,
  ): Promise<T> {
    if (!this.exists(known.target.arn)) {
      await this.#prepare(known, options);
    }
    return this.useExisting(known.target, work);
  }

  /** Runs `work` with the function's probe. @throws HumanError where it has none any more */
  async useExisting<T>(target: LambdaFunction, work: (probe: LambdaFunction) => Promise<T>): Promise<T> {
    const working = this.#live.use(target.arn, work);
    if (!working) {
      throw inspectError('temporary-probe-gone', { function: target.name });
    }
    try {
      return await working;
    } catch (error) {
      if (problemCodeOf(error) === 'function-not-found') {
        // Somebody deleted it.
        await this.discard(target.arn);
        throw inspectError('temporary-probe-gone', { function: target.name }, error);
      }
      throw error;
    }
  }

  /** Deletes a function's probe now. Where that fails, it is tried again later. */
  async discard(arn: string): Promise<void> {
    const live = this.#live.remove(arn);
    if (live) {
      await this.#delete(live.entry);
    }
  }

  /** Deletes what is left of earlier windows, and goes on trying while this one is open. */
  sweep(): Promise<void> {
    return this.#sweep.run();
  }

  /** Deletes everything of this window; resolves when nothing more can be done. Nothing is created any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#sweep.stop();
    await Promise.all(this.#live.arns.map(arn => this.discard(arn)));
    // What was being prepared hands itself over to the deletion first.
    await new Promise(resolve => setImmediate(resolve));
    await this.#deletion.settled();
    this.#live.dispose();
  }

  dispose(): void {
    void this.close();
  }

  async #prepare(
    { connection, target }: KnownFunction,
    { onProgress, ...options }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  ): Promise<void> {
    const { role } = target;
    if (!this.#allowed.delete(target.arn) || role === undefined) {
      throw inspectError('not-known-as-probe', { function: target.name, reason: '' });
    }
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    const name = temporaryName(target.arn);
    const entry: JournalEntry = {
      name,
      arn: arnBeside(target.arn, name),
      connection,
      functionArn: target.arn,
      machine: this.#machine,
    };
    this.#preparing.set(target.arn, name);
    try {
      onProgress({ step: 'creating', done: 0, total: 3 });
      // Better to know before there is anything to delete.
      await this.#options.apis.for(connection).lambda.checkInvokePermission(name, signal);
      const spec = temporaryFunction({ ...target, role }, name, await this.#options.zip());
      signal.throwIfAborted();
      await this.#options.journal.write(entry);
      await this.#create(target, spec, entry, { onProgress, signal });
    } finally {
      this.#preparing.delete(target.arn);
    }
  }

  async #create(
    target: LambdaFunction,
    spec: ReturnType<typeof temporaryFunction>,
    entry: JournalEntry,
    options: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  ): Promise<void> {
    const api = this.#options.apis.for(entry.connection).lambda;
    this.#keeper.keep(entry.name);
    const created = create(api, spec, target);
    try {
      await unlessAborted(created, options.signal);
      await untilPrepared(api, target, entry.arn, this.#stateTiming, options);
    } catch (error) {
      // Not waited for: whoever cancels need not wait for AWS. `close` does.
      void this.#deletion.delete(entry, creationOf(created)).then(() => {
        this.#keeper.end(entry.name);
        return this.sweep();
      });
      throw error;
    }
    const { memoryMb, timeoutSeconds } = spec;
    this.#had.add(target.arn);
    this.#live.add(target.arn, { entry, probe: { ...target, arn: entry.arn, memoryMb, timeoutSeconds } });
  }

  async #delete(entry: JournalEntry): Promise<HumanError | undefined> {
    const failure = await this.#deletion.delete(entry);
    this.#keeper.end(entry.name);
    if (failure) {
      this.#sweep.later();
    }
    return failure;
  }

  /** Whether this window is making, using or deleting a probe right now. */
  #isBusy(name: string): boolean {
    return (
      this.#deletion.isRunning(name) ||
      [...this.#preparing.values()].includes(name) ||
      this.#live.isInUse(this.#live.functionOf(name) ?? '')
    );
  }

  #isOwn(name: string): boolean {
    return this.#isBusy(name) || this.#live.functionOf(name) !== undefined;
  }
}

/** Settles as the promise does, but at once when aborted. The promise goes on. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    if (signal.aborted) {
      giveUp();
    }
  });
}
