import type { Log } from '../aws/log';
import { HumanError } from '../core/humanError';
import type { LatencyMeasurement } from '../core/latency/latency';
import type { LambdaFunction } from '../core/lambdaFunction';
import { asOf, type FileSystemSetup } from '../core/mount/fileSystemSetup';
import type { FileSystemMetrics } from '../core/mount/metrics';
import { networkReadings, type Network } from '../core/mount/network';
import { readingValue, type Reading } from '../core/mount/reading';
import type { Report } from '../core/report';
import type { KnownFunction } from './functionCatalog';
import { Emitter, type Disposable, type Event } from './emitter';
import type { Inspection } from './inspection';
import type * as Inspecting from './inspecting';
import type { Inspector } from './inspector';
import type { KeptInspection, KeptInspections } from './kept/keptInspections';
import { asHumanError } from './inspectProblems';
import { SurroundingsReader, type MetricsReading } from './surroundingsReader';

/** Makes reports and explanations of what inspections bring. */
export type Understanding = Pick<typeof Inspecting, 'buildReport' | 'explainFailure'>;

interface Running {
  readonly abort: AbortController;
  readonly report: Promise<Report>;
}

/** A function may be given another access point, and keeps its ARN. */
function isOfSameFileSystem(one: LambdaFunction, other: LambdaFunction): boolean {
  return one.fileSystem.arn === other.fileSystem.arn;
}

/** What was read before is kept where a later reading is refused. */
function unlessRefused<T>(
  now: Reading<T> | undefined,
  before: Reading<T> | undefined,
): Reading<T> | undefined {
  return now && (now.ok || !before?.ok) ? now : before;
}

/** As {@link unlessRefused}, where nothing at all was read, and what was read before is of the function's way of now. */
function unlessUnread(
  now: Network | undefined,
  before: Network | undefined,
  { securityGroupIds, subnetIds }: LambdaFunction,
): Network | undefined {
  if (!now || !before || hasRead(now)) {
    return now ?? before;
  }
  const withoutRules = readingValue(before.groupsWithoutRules) ?? [];
  const withRules = securityGroupIds.filter(id => !withoutRules.includes(id));
  const isOfFunction = has(before.subnets, subnetIds) && has(before.securityGroups, withRules);
  return hasRead(before) && isOfFunction ? before : now;
}

function hasRead(network: Network): boolean {
  return networkReadings(network).some(reading => reading?.ok);
}

/** Whether nothing is missing in it that would be taken for deleted. */
function has(reading: Reading<readonly { readonly id: string }[]>, ids: readonly string[]): boolean {
  return !reading.ok || ids.every(wanted => reading.value.some(({ id }) => id === wanted));
}

/** The inspections of all functions, one each. Views observe it; it survives a reload. */
export class InspectionStore implements Disposable {
  readonly #inspector: Pick<Inspector, 'inspect' | 'fileSystemSetup' | 'network' | 'metrics'>;
  readonly #kept: KeptInspections;
  readonly #understanding: () => Promise<Understanding>;
  readonly #log: Log;
  readonly #surroundings: SurroundingsReader;
  readonly #inspections = new Map<string, Inspection>();
  readonly #running = new Map<string, Running>();
  readonly #restored = new Map<string, Promise<void>>();
  readonly #changed = new Emitter<string>();

  /** Tells the function's ARN. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(
    inspector: Pick<Inspector, 'inspect' | 'fileSystemSetup' | 'network' | 'metrics'>,
    kept: KeptInspections,
    understanding: () => Promise<Understanding>,
    log: Log,
    metricsReading: MetricsReading = { automatically: () => false },
  ) {
    this.#inspector = inspector;
    this.#kept = kept;
    this.#understanding = understanding;
    this.#log = log;
    this.#surroundings = new SurroundingsReader(
      inspector,
      {
        restore: arn => this.restore(arn),
        get: arn => this.get(arn),
        set: (arn, inspection) => this.#set(arn, inspection),
        tellSetup: (known, setup) => this.#tellSetup(known, setup),
      },
      log,
      metricsReading,
    );
  }

  get(arn: string): Inspection | undefined {
    return this.#inspections.get(arn);
  }

  /** Functions that are being inspected. */
  get running(): readonly string[] {
    return [...this.#inspections].flatMap(([arn, { status }]) => (status === 'inspecting' ? arn : []));
  }

  /** Like {@link get}; what an earlier window kept is read back on first demand, which {@link onDidChange} tells. */
  recall(arn: string): Inspection | undefined {
    const inspection = this.get(arn);
    if (!inspection) {
      void this.restore(arn);
    }
    return inspection;
  }

  /**
   * Inspects a function; a running inspection of it is joined.
   * @throws HumanError, which is also kept; the abort reason when cancelled
   */
  inspect(known: KnownFunction): Promise<Report> {
    const { arn } = known.target;
    const running = this.#running.get(arn);
    if (running) {
      return running.report;
    }
    const abort = new AbortController();
    const report = this.#inspect(known, abort.signal).finally(() => this.#running.delete(arn));
    this.#running.set(arn, { abort, report });
    return report;
  }

  /** Ends a running inspection. What was known before stays. */
  cancel(arn: string): void {
    this.#running.get(arn)?.abort.abort();
  }

  /** Reads back what an earlier window kept of a function, once. Never overwrites something newer. */
  restore(arn: string): Promise<void> {
    let restored = this.#restored.get(arn);
    if (!restored) {
      restored = this.#restore(arn);
      this.#restored.set(arn, restored);
    }
    return restored;
  }

  /** Forgets all inspections for good, except those that are running. @returns how many there were */
  async deleteAll(): Promise<number> {
    const known = [...this.#inspections.keys()].filter(arn => !this.#running.has(arn));
    for (const arn of known) {
      this.#inspections.delete(arn);
      this.#changed.fire(arn);
    }
    this.#surroundings.forgetMetrics();
    return Math.max(known.length, await this.#kept.deleteAll());
  }

  /** Keeps what was measured, beside what inspections brought. */
  async measured({ connection, target }: KnownFunction, latency: LatencyMeasurement): Promise<void> {
    const { arn } = target;
    await this.restore(arn);
    const before = this.#inspections.get(arn) ?? { target, connection, status: 'done' };
    this.#set(arn, { ...before, latency });
    if (before.status !== 'inspecting') {
      await this.#save(arn);
    }
  }

  /** See {@link SurroundingsReader.readMetrics}. */
  readMetrics(known: KnownFunction): Promise<Reading<FileSystemMetrics> | undefined> {
    return this.#surroundings.readMetrics(known);
  }

  /** See {@link SurroundingsReader.checkNetwork}. */
  checkNetwork(known: KnownFunction): Promise<FileSystemSetup | undefined> {
    return this.#surroundings.checkNetwork(known);
  }

  /** See {@link SurroundingsReader.readNetwork}. @throws the signal's reason */
  readNetwork(known: KnownFunction, signal: AbortSignal): Promise<FileSystemSetup | undefined> {
    return this.#surroundings.readNetwork(known, signal);
  }

  async #inspect({ connection, target }: KnownFunction, signal: AbortSignal): Promise<Report> {
    const { arn } = target;
    const before = this.#inspections.get(arn);
    const known = { target, connection };
    const setupBefore = before && isOfSameFileSystem(before.target, target) ? before.setup : undefined;
    this.#set(arn, {
      ...before,
      ...known,
      setup: setupBefore,
      status: 'inspecting',
      stepBegan: performance.now(),
    });
    try {
      const capture = await this.#inspector.inspect(known, {
        signal,
        onProgress: progress => {
          const current = this.#inspections.get(arn);
          if (current?.status === 'inspecting') {
            const stepBegan =
              current.progress?.step === progress.step ? current.stepBegan : performance.now();
            this.#set(arn, { ...current, progress, stepBegan });
          }
        },
      });
      const report = (await this.#understanding()).buildReport(capture);
      const { latency, setup: kept } = this.#inspections.get(arn) ?? {};
      const { invocation, takenAt, way } = capture;
      const setup = asOf(kept, takenAt);
      this.#set(arn, {
        ...known,
        status: 'done',
        report,
        setup,
        latency,
        ...this.#surroundings.announced(target),
        ...(setup?.network && { readingNetwork: true }),
      });
      this.#log.info(
        `Inspected ${target.name} by ${way} in ${Math.round(invocation.durationMs)} ms: ${report.verdict.recovery ?? 'no mount'}, findings: ${report.findings.length}.`,
      );
      await this.#save(arn);
      void this.#surroundings.readAfterInspection(known, setup?.network !== undefined);
      return report;
    } catch (error) {
      if (signal.aborted) {
        this.#undo(known, before);
        throw error;
      }
      const human = asHumanError(error);
      if (human === error) {
        this.#log.warn(`The inspection of ${target.name} failed: ${human.message}`);
      } else {
        this.#log.error(error instanceof Error ? error : String(error));
      }
      // Where its code cannot be loaded, that was logged, and the sentence is still there.
      const understanding = await this.#understanding().catch(() => undefined);
      const explanation = human.problem && understanding?.explainFailure(human.problem, target);
      const failure = { error: human, explanation, at: new Date().toISOString() };
      // A failure to mount is judged by what is read after it. Of a key or a container image, the file system knows nothing.
      const asksFileSystem = explanation?.facts.includes('accessPoint') ?? false;
      const { latency, setup: kept } = this.#inspections.get(arn) ?? {};
      const setup = asksFileSystem ? undefined : kept;
      this.#set(arn, {
        ...known,
        status: 'failed',
        report: before?.report,
        failure,
        setup,
        latency,
        ...(asksFileSystem
          ? { ...this.#surroundings.announced(target), readingNetwork: true }
          : this.#surroundings.beingRead(target)),
      });
      await this.#save(arn);
      if (asksFileSystem) {
        void this.#surroundings.readAfterFailure(known);
      }
      throw human;
    }
  }

  async #tellSetup({ target }: KnownFunction, setup: FileSystemSetup | undefined): Promise<void> {
    const { explainFailure } = await this.#understanding();
    const current = this.#inspections.get(target.arn);
    if (!setup || !current || !isOfSameFileSystem(current.target, target)) {
      return;
    }
    if (current.status === 'inspecting') {
      // The rest is read again when it ends. What CloudWatch told is paid, and the network was asked for.
      const metrics = setup.metrics && unlessRefused(setup.metrics, current.setup?.metrics);
      const network = setup.network && unlessUnread(setup.network, current.setup?.network, target);
      if (metrics || network) {
        const known = current.setup ?? setup;
        this.#set(target.arn, {
          ...current,
          setup: { ...known, ...(metrics && { metrics }), ...(network && { network }) },
        });
      }
      return;
    }
    // What CloudWatch and EC2 told stays until they tell it again: a refusal takes nothing away.
    const metrics =
      unlessRefused(setup.metrics, current.setup?.metrics) ?? this.#surroundings.freshMetrics(target);
    const network = unlessUnread(setup.network, current.setup?.network, target);
    const isWhole = metrics === setup.metrics && network === setup.network;
    const whole = isWhole ? setup : { ...setup, ...(metrics && { metrics }), ...(network && { network }) };
    const { failure } = current;
    const problem = failure?.error.problem;
    const explanation = problem && explainFailure(problem, current.target, asOf(whole, failure.at));
    this.#set(target.arn, { ...current, failure: failure && { ...failure, explanation }, setup: whole });
    await this.#save(target.arn);
  }

  /** What was known before is there again, with what was measured and read meanwhile. */
  #undo(known: KnownFunction, before: Inspection | undefined): void {
    const { arn } = known.target;
    const now = this.#inspections.get(arn);
    if (before) {
      const isSame = isOfSameFileSystem(before.target, known.target);
      this.#set(arn, {
        ...before,
        latency: now?.latency,
        readingMetrics: now?.readingMetrics,
        readingNetwork: now?.readingNetwork,
        setup: (isSame ? now?.setup : undefined) ?? before.setup,
      });
      void this.#save(arn);
      return;
    }
    this.#inspections.delete(arn);
    // An earlier window's inspection was not read back while this one ran.
    this.#restored.delete(arn);
    this.#changed.fire(arn);
    if (now?.latency) {
      void this.measured(known, now.latency);
    }
  }

  #set(arn: string, inspection: Inspection): void {
    this.#inspections.set(arn, inspection);
    this.#changed.fire(arn);
  }

  // --- what outlives the window

  async #save(arn: string): Promise<void> {
    const inspection = this.#inspections.get(arn);
    if (!inspection) {
      return;
    }
    const { setup, connection, failure, latency, report } = inspection;
    const kept: KeptInspection = {
      target: inspection.target,
      connection,
      capture: report?.capture,
      setup,
      latency,
      failure: failure && { message: failure.error.message, problem: failure.error.problem, at: failure.at },
    };
    try {
      await this.#kept.write(arn, kept);
    } catch (error) {
      this.#log.warn(`The inspection of ${inspection.target.name} could not be kept: ${String(error)}`);
    }
  }

  async #restore(arn: string): Promise<void> {
    try {
      const kept = await this.#kept.read(arn);
      if (!kept) {
        return;
      }
      const { capture, setup, connection, failure, latency } = kept;
      const { buildReport, explainFailure } = await this.#understanding();
      const report = capture && buildReport(capture);
      if (this.#inspections.has(arn)) {
        return;
      }
      this.#set(arn, {
        target: kept.target,
        connection,
        status: failure ? 'failed' : 'done',
        report,
        setup,
        latency,
        failure: failure && {
          error: new HumanError(failure.message, failure),
          explanation:
            failure.problem && explainFailure(failure.problem, kept.target, asOf(setup, failure.at)),
          at: failure.at,
        },
      });
    } catch (error) {
      this.#log.warn(`An earlier inspection of ${arn} could not be read back: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#surroundings.dispose();
    for (const { abort } of this.#running.values()) {
      abort.abort();
    }
    this.#changed.dispose();
  }
}
