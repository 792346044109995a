import type { Log } from '../aws/log';
import { HumanError } from '../core/humanError';
import type { LatencyMeasurement } from '../core/latency/latency';
import type { LambdaFunction } from '../core/lambdaFunction';
import { asOf, type FileSystemSetup } from '../core/mount/fileSystemSetup';
import type { FileSystemMetrics } from '../core/mount/metrics';
import { readingValue, type Reading } from '../core/mount/reading';
import type { Report } from '../core/report';
import type { KnownFunction } from './functionCatalog';
import { Emitter, type Disposable, type Event } from './emitter';
import type { Inspection } from './inspection';
import type * as Inspecting from './inspecting';
import type { Inspector } from './inspector';
import type { KeptInspection, KeptInspections } from './kept/keptInspections';
import { asHumanError } from './inspectProblems';

/** Makes reports and explanations of what inspections bring. */
export type Understanding = Pick<typeof Inspecting, 'buildReport' | 'explainFailure'>;

/** How CloudWatch is asked. */
export interface MetricsReading {
  /** Whether it is asked after each inspection, too, and not only when a person says so. */
  readonly automatically: () => boolean;
}

/** CloudWatch has a value for each minute, and is paid for each request. */
const METRICS_FRESH_MS = 5 * 60_000;

/** What AWS is being asked beside the function. */
type BeingRead = Pick<Inspection, 'readingMetrics' | 'readingNetwork'>;

interface Running {
  readonly abort: AbortController;
  readonly report: Promise<Report>;
}

interface NetworkCheck {
  /** What it depends on. */
  readonly of: string;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** A function may be given another access point or other subnets and groups, and keeps its ARN. */
function networkKey({ connection, target }: KnownFunction): string {
  const { fileSystem, securityGroupIds, subnetIds, vpcId } = target;
  return JSON.stringify([connection.id, fileSystem.arn, vpcId, subnetIds, securityGroupIds]);
}

/** A function may be given another access point, and keeps its ARN. */
function isOfSameFileSystem(one: LambdaFunction, other: LambdaFunction): boolean {
  return one.fileSystem.arn === other.fileSystem.arn;
}

function metricsKey({ arn, fileSystem }: LambdaFunction): string {
  return `${arn} ${fileSystem.arn}`;
}

/** What was denied is asked for again. */
function isFresh(reading: Reading<FileSystemMetrics> | undefined): boolean {
  const metrics = readingValue(reading);
  return metrics !== undefined && Math.abs(Date.now() - Date.parse(metrics.readAt)) < METRICS_FRESH_MS;
}

/** The set-up, if it is known of which file system it is. */
function identified(
  setup: FileSystemSetup | undefined,
  { fileSystem }: LambdaFunction,
): FileSystemSetup | undefined {
  const id = fileSystem.fileSystemId ?? readingValue(setup?.accessPoint)?.fileSystemId;
  return id === undefined ? undefined : setup;
}

/** The inspections of all functions, one each. Views observe it; it survives a reload. */
export class InspectionStore implements Disposable {
  readonly #inspector: Pick<Inspector, 'inspect' | 'fileSystemSetup' | 'network' | 'metrics'>;
  readonly #kept: KeptInspections;
  readonly #understanding: () => Promise<Understanding>;
  readonly #log: Log;
  readonly #metricsReading: MetricsReading;
  /** By function and file system, as {@link #lastMetrics}. */
  readonly #readingMetrics = new Map<string, Promise<void>>();
  /** What CloudWatch told last, by function and file system: it is paid, and outlives failed inspections. */
  readonly #lastMetrics = new Map<string, Reading<FileSystemMetrics>>();
  readonly #inspections = new Map<string, Inspection>();
  /** The last one of each function. */
  readonly #checkingNetwork = new Map<string, NetworkCheck>();
  readonly #running = new Map<string, Running>();
  readonly #restored = new Map<string, Promise<void>>();
  readonly #changed = new Emitter<string>();
  readonly #closing = new AbortController();

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
    this.#metricsReading = metricsReading;
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
    this.#lastMetrics.clear();
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
        ...this.#announcedMetrics(target),
        ...(setup?.network && { readingNetwork: true }),
      });
      this.#log.info(
        `Inspected ${target.name} by ${way} in ${Math.round(invocation.durationMs)} ms: ${report.verdict.recovery ?? 'no mount'}, findings: ${report.findings.length}.`,
      );
      await this.#save(arn);
      void this.#readSurroundings(known, setup?.network !== undefined || this.#checkingNetwork.has(arn));
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
          ? { ...this.#announcedMetrics(target), readingNetwork: true }
          : this.#beingRead(target)),
      });
      await this.#save(arn);
      if (asksFileSystem) {
        void this.#readAfterFailure(known);
      }
      throw human;
    }
  }

  /**
   * Asks CloudWatch about the file system of a function that was inspected. What was read a moment ago is kept: AWS
   * charges for each request. A running request is joined. What is denied is in the reading, and is asked for again.
   */
  readMetrics(known: KnownFunction): Promise<void> {
    const { target } = known;
    const key = metricsKey(target);
    let reading = this.#readingMetrics.get(key);
    if (!reading) {
      reading = this.#readMetrics(known).finally(() => {
        this.#readingMetrics.delete(key);
        const now = this.#inspections.get(target.arn)?.target ?? target;
        this.#update(target.arn, { readingMetrics: this.#readingMetrics.has(metricsKey(now)) });
      });
      this.#readingMetrics.set(key, reading);
    }
    return reading;
  }

  async #readMetrics(known: KnownFunction): Promise<void> {
    const { target } = known;
    const { arn, name } = target;
    await this.restore(arn);
    const before = this.#inspections.get(arn);
    if (!before || isFresh(before.setup?.metrics)) {
      return;
    }
    this.#update(arn, { readingMetrics: true });
    try {
      const { signal } = this.#closing;
      // Of an EFS, only its access point tells which file system it is.
      const setup =
        identified(before.setup, target) ?? (await this.#inspector.fileSystemSetup(known, signal));
      const metrics =
        this.#freshMetrics(target) ?? (setup && (await this.#inspector.metrics(known, setup, signal)));
      const current = this.#inspections.get(arn);
      if (current && metrics?.ok) {
        this.#lastMetrics.set(metricsKey(target), metrics);
      }
      const latest = current?.setup;
      const whole = identified(latest, target) ?? setup;
      if (whole && (metrics || whole !== latest)) {
        await this.#tellSetup(known, metrics ? { ...whole, metrics } : whole);
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) {
        this.#log.warn(`The metrics of the file system of ${name} could not be read: ${String(error)}`);
      }
    }
  }

  /** That metrics will come is shown together with the report, so that they do not move what is on the screen. */
  #announcedMetrics(target: LambdaFunction): BeingRead {
    return {
      ...this.#beingRead(target),
      ...(this.#metricsReading.automatically() && { readingMetrics: true }),
    };
  }

  #beingRead(target: LambdaFunction): BeingRead {
    return {
      ...(this.#readingMetrics.has(metricsKey(target)) && { readingMetrics: true }),
      ...(this.#checkingNetwork.has(target.arn) && { readingNetwork: true }),
    };
  }

  #freshMetrics(target: LambdaFunction): Reading<FileSystemMetrics> | undefined {
    const last = this.#lastMetrics.get(metricsKey(target));
    return isFresh(last) ? last : undefined;
  }

  /** A check under way is waited for, not joined: it began before the failure, and maybe for another file system. */
  async #readAfterFailure(known: KnownFunction): Promise<void> {
    await this.#checkingNetwork.get(known.target.arn)?.done;
    await this.#readSurroundings(known, true);
  }

  async #readSurroundings(known: KnownFunction, withNetwork: boolean): Promise<void> {
    await (withNetwork ? this.checkNetwork(known) : this.#readSetup(known, false));
    if (this.#metricsReading.automatically()) {
      await this.readMetrics(known);
    }
  }

  #update(arn: string, change: BeingRead): void {
    const current = this.#inspections.get(arn);
    const isNew = ([name, isRead]: [string, boolean]) =>
      (current?.[name as keyof BeingRead] ?? false) !== isRead;
    if (current && Object.entries(change).some(isNew)) {
      this.#set(arn, { ...current, ...change });
    }
  }

  /**
   * Asks EC2 about the network between a function that was inspected and its file system, which a failure to mount asks
   * by itself. A running check of the same way is joined, and one of an earlier way ends. What is denied is in the reading.
   */
  checkNetwork(known: KnownFunction): Promise<void> {
    const { arn } = known.target;
    const of = networkKey(known);
    const running = this.#checkingNetwork.get(arn);
    if (running?.of === of) {
      return running.done;
    }
    running?.abort.abort();
    const abort = new AbortController();
    const isLast = () => this.#checkingNetwork.get(arn)?.abort === abort;
    const done = this.#checkNetwork(known, abort.signal).finally(() => {
      if (isLast()) {
        this.#checkingNetwork.delete(arn);
        this.#update(arn, { readingNetwork: false });
      }
    });
    this.#checkingNetwork.set(arn, { of, abort, done });
    return done;
  }

  async #checkNetwork(known: KnownFunction, signal: AbortSignal): Promise<void> {
    const { arn } = known.target;
    await this.restore(arn);
    this.#update(arn, { readingNetwork: true });
    try {
      await this.#readSetup(known, true, signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
      // Whoever waited for this one waits for the one in its place.
      await this.#checkingNetwork.get(arn)?.done;
    }
  }

  /**
   * Reads anew how the file system is set up, and the network in between.
   * @throws the signal's reason
   */
  async readNetwork(known: KnownFunction, signal: AbortSignal): Promise<FileSystemSetup | undefined> {
    await this.restore(known.target.arn);
    return this.#readSetup(known, true, signal);
  }

  /** Tells each part as soon as it is there. */
  async #readSetup(
    known: KnownFunction,
    withNetwork: boolean,
    signal?: AbortSignal,
  ): Promise<FileSystemSetup | undefined> {
    const { name } = known.target;
    const ending = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    try {
      const setup = await this.#inspector.fileSystemSetup(known, ending);
      ending.throwIfAborted();
      if (!setup || !withNetwork) {
        await this.#tellSetup(known, setup);
        return setup;
      }
      await this.#tellSetup(known, setup);
      const between = await this.#inspector.network(known, setup, ending);
      ending.throwIfAborted();
      const whole = between ? { ...setup, network: between } : setup;
      await this.#tellSetup(known, whole);
      return whole;
    } catch (error) {
      signal?.throwIfAborted();
      if (!this.#closing.signal.aborted) {
        this.#log.warn(`The set-up of the file system of ${name} could not be read: ${String(error)}`);
      }
      return undefined;
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
      const { metrics, network } = setup;
      if (metrics || network) {
        const known = current.setup ?? setup;
        this.#set(target.arn, {
          ...current,
          setup: { ...known, ...(metrics && { metrics }), ...(network && { network }) },
        });
      }
      return;
    }
    // What CloudWatch and EC2 were asked stays until they are asked again.
    const metrics = setup.metrics ?? current.setup?.metrics ?? this.#freshMetrics(target);
    const network = setup.network ?? current.setup?.network;
    const isWhole = metrics === setup.metrics && network === setup.network;
    const whole = isWhole ? setup : { ...setup, ...(metrics && { metrics }), ...(network && { network }) };
    const { failure } = current;
    const problem = failure?.error.problem;
    const explanation = problem && explainFailure(problem, target, asOf(whole, failure.at));
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
    this.#closing.abort();
    for (const { abort } of this.#running.values()) {
      abort.abort();
    }
    this.#changed.dispose();
  }
}
