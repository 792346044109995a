import type { Connection } from '../../aws/connection';
import type { LambdaApis, NewFunction } from '../../aws/lambdaApi';
import type { Log } from '../../aws/log';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { isHumanError, type HumanError } from '../../core/humanError';
import type { Disposable, Event } from '../emitter';
import type { StateTiming } from '../functionStates';
import { findProbes } from './leftoverProbes';
import { create, creationOf, untilPrepared } from './probeCreation';
import { ProbeDeletion, type DeletionTiming } from './probeDeletion';
import type { JournalEntry, ProbeJournal } from './probeJournal';
import { inspectError } from '../problems';
import { ProbeSweep, type SweepTiming } from './probeSweep';
import { temporaryFunction, temporaryName } from './temporaryFunction';
import type { CaptureOptions, Progress } from '../ways/way';

export interface TemporaryProbesOptions {
  readonly apis: LambdaApis;
  readonly journal: ProbeJournal;
  /** The probe's zip that we ship. */
  readonly zip: () => Promise<Uint8Array>;
  /** Whether a function is being looked at, by its ARN: its probe is kept as long. */
  readonly isShown: (arn: string) => boolean;
  readonly log: Log;
  readonly timing?: Partial<ProbeTiming>;
}

/** In milliseconds. */
export interface ProbeTiming extends StateTiming, DeletionTiming, SweepTiming {
  /** How long a probe is kept after its last use. */
  readonly keepMs: number;
  /** How often it is looked whether a probe is still wanted. */
  readonly checkMs: number;
  /** How long the journal's word holds that a probe is in use. Renewed at every check. */
  readonly leaseMs: number;
}

/** What a deletion on the user's command came to. */
export interface SweepResult {
  readonly deleted: readonly string[];
  readonly left: readonly HumanError[];
  /** Regions that could not be searched. */
  readonly unsearched: readonly HumanError[];
}

interface Live {
  readonly entry: JournalEntry;
  /** The probe with the name of the function that it is for, which is what messages speak of. */
  readonly probe: LambdaFunction;
  readonly timer: NodeJS.Timeout;
  uses: number;
  lastUsed: number;
}

/**
 * The life of temporary probes: each is created after the user allowed it, once, kept while its function is looked at,
 * and deleted after that, when the window closes, or else by a later window. Nothing else is ever created.
 */
export class TemporaryProbes implements Disposable {
  readonly #options: TemporaryProbesOptions;
  readonly #timing: StateTiming & Pick<ProbeTiming, 'keepMs' | 'checkMs' | 'leaseMs'>;
  readonly #deletion: ProbeDeletion;
  readonly #allowed = new Set<string>();
  readonly #preparing = new Map<string, string>();
  readonly #live = new Map<string, Live>();
  readonly #had = new Set<string>();
  readonly #closing = new AbortController();
  readonly #sweep: ProbeSweep;

  /** Tells what is left behind and how to delete it by hand. */
  readonly onDidLeaveBehind: Event<HumanError>;

  constructor(options: TemporaryProbesOptions) {
    this.#options = options;
    this.#timing = {
      pollMs: 2_000,
      maxWaitMs: 10 * 60_000,
      keepMs: 3 * 60_000,
      checkMs: 30_000,
      leaseMs: 2 * 60_000,
      ...options.timing,
    };
    this.#deletion = new ProbeDeletion(options.apis, options.journal, options.log, options.timing);
    this.onDidLeaveBehind = this.#deletion.onDidFail;
    this.#sweep = new ProbeSweep({
      journal: options.journal,
      deletion: this.#deletion,
      isOwn: name => this.#isOwn(name),
      timing: options.timing,
    });
  }

  /** The user has confirmed the creation of one probe for this function. */
  allow(arn: string): void {
    this.#allowed.add(arn);
  }

  /** Whether this function is asked through a temporary probe: it has one, or may get one. */
  isFor(arn: string): boolean {
    return this.#allowed.has(arn) || this.#preparing.has(arn) || this.#live.has(arn);
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
    target: LambdaFunction,
    connection: Connection,
    options: Pick<CaptureOptions, 'onProgress' | 'signal'>,
    work: (probe: LambdaFunction) => Promise<T>,
  ): Promise<T> {
    if (!this.#live.has(target.arn)) {
      await this.#prepare(target, connection, options);
    }
    return this.useExisting(target, work);
  }

  /** Runs `work` with the function's probe. @throws HumanError where it has none any more */
  async useExisting<T>(target: LambdaFunction, work: (probe: LambdaFunction) => Promise<T>): Promise<T> {
    const live = this.#live.get(target.arn);
    if (!live) {
      throw inspectError('temporary-probe-gone', { function: target.name });
    }
    live.uses++;
    try {
      return await work(live.probe);
    } catch (error) {
      if (isHumanError(error) && error.problem?.code === 'function-not-found') {
        // Somebody deleted it.
        await this.discard(target.arn);
        throw inspectError('temporary-probe-gone', { function: target.name }, error);
      }
      throw error;
    } finally {
      live.uses--;
      live.lastUsed = Date.now();
    }
  }

  /** Deletes a function's probe now. Where that fails, it is tried again later. */
  async discard(arn: string): Promise<void> {
    const live = this.#live.get(arn);
    if (live) {
      clearInterval(live.timer);
      this.#live.delete(arn);
      if (await this.#deletion.delete(live.entry)) {
        this.#sweep.later();
      }
    }
  }

  /** Deletes what is left of earlier windows, and goes on trying while this one is open. */
  sweep(): Promise<void> {
    return this.#sweep.run();
  }

  /**
   * On the user's command: deletes all temporary probes but those that are being used here right now, also those that
   * no journal knows. The latter are found by their names, and their tag has to be ours.
   * @throws the signal's reason
   */
  async deleteLeftovers(connections: readonly Connection[], signal: AbortSignal): Promise<SweepResult> {
    const used = new Set([
      ...this.#preparing.values(),
      ...[...this.#live.values()].filter(({ uses }) => uses > 0).map(({ entry }) => entry.name),
    ]);
    for (const [arn, { entry, timer }] of this.#live) {
      if (!used.has(entry.name)) {
        clearInterval(timer);
        this.#live.delete(arn);
      }
    }
    const { apis, journal } = this.#options;
    const { entries: found, unsearched } = await findProbes(apis, connections, signal);
    const entries = new Map([...found, ...journal.entries()].map(entry => [entry.name, entry]));
    this.#deletion.forgetTold();
    const deleted: string[] = [];
    const left: HumanError[] = [];
    await Promise.all(
      [...entries.values()]
        .filter(({ name }) => !used.has(name))
        .map(async entry => {
          const failure = await this.#deletion.delete(entry);
          if (failure) {
            left.push(failure);
          } else {
            deleted.push(entry.name);
          }
        }),
    );
    return { deleted, left, unsearched };
  }

  /** Deletes everything of this window; resolves when nothing more can be done. Nothing is created any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#sweep.stop();
    await Promise.all([...this.#live.keys()].map(arn => this.discard(arn)));
    // What was being prepared hands itself over to the deletion first.
    await new Promise(resolve => setImmediate(resolve));
    await this.#deletion.settled();
  }

  dispose(): void {
    void this.close();
  }

  async #prepare(
    target: LambdaFunction,
    connection: Connection,
    { onProgress, ...options }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  ): Promise<void> {
    const { role } = target;
    if (!this.#allowed.delete(target.arn) || role === undefined) {
      throw inspectError('not-known-as-probe', { function: target.name });
    }
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    const name = temporaryName(target.arn);
    const entry = { name, connection, functionArn: target.arn, leaseUntil: this.#lease() };
    this.#preparing.set(target.arn, name);
    try {
      onProgress({ step: 'creating', done: 0, total: 3 });
      // Better to know before there is anything to delete.
      await this.#options.apis.for(connection).checkInvokePermission(name, signal);
      const zip = await this.#options.zip();
      await this.#options.journal.write(entry);
      signal.throwIfAborted();
      await this.#create(target, temporaryFunction({ ...target, role }, name, zip), entry, {
        onProgress,
        signal,
      });
    } finally {
      this.#preparing.delete(target.arn);
    }
  }

  async #create(
    target: LambdaFunction,
    spec: NewFunction,
    entry: JournalEntry,
    { onProgress, signal }: Pick<CaptureOptions, 'onProgress' | 'signal'>,
  ): Promise<void> {
    const api = this.#options.apis.for(entry.connection);
    const created = create(api, spec, target);
    const renewing = (progress: Progress) => {
      this.#renew(entry);
      onProgress(progress);
    };
    try {
      await unlessAborted(created, signal);
      await untilPrepared(api, target, entry.name, this.#timing, { onProgress: renewing, signal });
    } catch (error) {
      // Not waited for: whoever cancels need not wait for AWS. `close` does.
      void this.#deletion.delete(entry, creationOf(created)).then(() => this.sweep());
      throw error;
    }
    this.#had.add(target.arn);
    this.#live.set(target.arn, {
      entry,
      probe: {
        ...target,
        arn: [...target.arn.split(':').slice(0, 6), entry.name].join(':'),
        memoryMb: spec.memoryMb,
        timeoutSeconds: spec.timeoutSeconds,
      },
      timer: setInterval(() => this.#check(target.arn), this.#timing.checkMs).unref(),
      uses: 0,
      lastUsed: Date.now(),
    });
  }

  #check(arn: string): void {
    const live = this.#live.get(arn);
    if (!live) {
      return;
    }
    if (live.uses > 0 || this.#options.isShown(arn)) {
      live.lastUsed = Date.now();
    }
    if (Date.now() - live.lastUsed >= this.#timing.keepMs) {
      void this.discard(arn);
    } else {
      this.#renew(live.entry);
    }
  }

  #renew(entry: JournalEntry): void {
    void this.#options.journal.write({ ...entry, leaseUntil: this.#lease() });
  }

  #lease(): number {
    return Date.now() + this.#timing.leaseMs;
  }

  #isOwn(name: string): boolean {
    return (
      this.#deletion.isRunning(name) ||
      [...this.#preparing.values()].includes(name) ||
      [...this.#live.values()].some(({ entry }) => entry.name === name)
    );
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
