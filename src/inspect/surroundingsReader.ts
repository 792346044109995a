import type { Log } from '../aws/log';
import type { LambdaFunction } from '../core/lambdaFunction';
import type { FileSystemSetup } from '../core/mount/fileSystemSetup';
import type { FileSystemMetrics } from '../core/mount/metrics';
import { readingValue, type Reading } from '../core/mount/reading';
import type { Disposable } from './emitter';
import type { KnownFunction } from './functionCatalog';
import type { Inspection } from './inspection';
import type { Inspector } from './inspector';

/** How CloudWatch is asked. */
export interface MetricsReading {
  /** Whether it is asked after each inspection, too, and not only when a person says so. */
  readonly automatically: () => boolean;
}

/** CloudWatch has a value for each minute, and is paid for each request. */
const METRICS_FRESH_MS = 5 * 60_000;

/** What AWS is being asked beside the function. */
type BeingRead = Pick<Inspection, 'readingMetrics' | 'readingNetwork'>;

/** The inspections that readings belong to. */
export interface InspectionsToRead {
  /** Reads back what an earlier window kept of a function. */
  restore(arn: string): Promise<void>;
  get(arn: string): Inspection | undefined;
  set(arn: string, inspection: Inspection): void;
  /** Keeps what was read with the inspection of its file system. */
  tellSetup(known: KnownFunction, setup: FileSystemSetup | undefined): Promise<void>;
}

interface NetworkCheck {
  /** What it depends on. */
  readonly of: string;
  readonly abort: AbortController;
  readonly done: Promise<FileSystemSetup | undefined>;
}

/** A function may be given another access point or other subnets and groups, and keeps its ARN. */
function networkKey({ connection, target }: KnownFunction): string {
  const { fileSystem, securityGroupIds, subnetIds, vpcId } = target;
  return JSON.stringify([connection.id, fileSystem.arn, vpcId, subnetIds, securityGroupIds]);
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

/** Reads what is around the mount of a function that was inspected: the set-up of its file system, metrics, network. */
export class SurroundingsReader implements Disposable {
  readonly #inspector: Pick<Inspector, 'fileSystemSetup' | 'network' | 'metrics'>;
  readonly #inspections: InspectionsToRead;
  readonly #log: Log;
  readonly #metricsReading: MetricsReading;
  /** By function and file system, as {@link #lastMetrics}. */
  readonly #readingMetrics = new Map<string, Promise<Reading<FileSystemMetrics> | undefined>>();
  /** What CloudWatch told last, by function and file system: it is paid, and outlives failed inspections and refusals. */
  readonly #lastMetrics = new Map<string, Reading<FileSystemMetrics>>();
  /** The last one of each function. */
  readonly #checkingNetwork = new Map<string, NetworkCheck>();
  /** Functions whose network is read again as soon as the check that is under way has ended. */
  readonly #checkingAgain = new Set<string>();
  readonly #closing = new AbortController();

  constructor(
    inspector: Pick<Inspector, 'fileSystemSetup' | 'network' | 'metrics'>,
    inspections: InspectionsToRead,
    log: Log,
    metricsReading: MetricsReading,
  ) {
    this.#inspector = inspector;
    this.#inspections = inspections;
    this.#log = log;
    this.#metricsReading = metricsReading;
  }

  /** That metrics will come is shown together with the report, so that they do not move what is on the screen. */
  announced(target: LambdaFunction): BeingRead {
    return {
      ...this.beingRead(target),
      ...(this.#metricsReading.automatically() && { readingMetrics: true }),
    };
  }

  /** What AWS is being asked right now. */
  beingRead(target: LambdaFunction): BeingRead {
    return {
      readingMetrics: this.#readingMetrics.has(metricsKey(target)) || undefined,
      readingNetwork: this.#checkingNetwork.has(target.arn) || undefined,
    };
  }

  /** What CloudWatch told a moment ago. */
  freshMetrics(target: LambdaFunction): Reading<FileSystemMetrics> | undefined {
    const last = this.#lastMetrics.get(metricsKey(target));
    return isFresh(last) ? last : undefined;
  }

  /** The network only where it was asked about before. */
  readAfterInspection(known: KnownFunction, withNetwork: boolean): Promise<void> {
    return this.#read(known, withNetwork || this.#checkingNetwork.has(known.target.arn));
  }

  /** A check under way is waited for, not joined: it began before the failure, and maybe for another file system. */
  async readAfterFailure(known: KnownFunction): Promise<void> {
    const { arn } = known.target;
    const running = this.#checkingNetwork.get(arn);
    if (running) {
      this.#checkingAgain.add(arn);
      await running.done.finally(() => this.#checkingAgain.delete(arn));
    }
    await this.#read(known, true);
  }

  /**
   * Asks CloudWatch about the file system of a function that was inspected. What was read a moment ago is kept: AWS
   * charges for each request. A running request is joined. What is denied is asked for again.
   * @returns what CloudWatch answered, where it was asked; a refusal is not kept in place of what was read before
   */
  readMetrics(known: KnownFunction): Promise<Reading<FileSystemMetrics> | undefined> {
    const { target } = known;
    const key = metricsKey(target);
    let reading = this.#readingMetrics.get(key);
    if (!reading) {
      reading = this.#readMetrics(known).finally(() => {
        this.#readingMetrics.delete(key);
        const now = this.#inspections.get(target.arn)?.target ?? target;
        this.#update(target.arn, 'readingMetrics', this.#readingMetrics.has(metricsKey(now)));
      });
      this.#readingMetrics.set(key, reading);
    }
    return reading;
  }

  async #readMetrics(known: KnownFunction): Promise<Reading<FileSystemMetrics> | undefined> {
    const { target } = known;
    const { arn, name } = target;
    await this.#inspections.restore(arn);
    const before = this.#inspections.get(arn);
    if (!before || isFresh(before.setup?.metrics)) {
      return undefined;
    }
    this.#update(arn, 'readingMetrics', true);
    try {
      // One of its own: Node warns of more than ten listeners at one signal.
      const signal = AbortSignal.any([this.#closing.signal]);
      // Of an EFS, only its access point tells which file system it is.
      const setup =
        identified(before.setup, target) ?? (await this.#inspector.fileSystemSetup(known, signal));
      const metrics =
        this.freshMetrics(target) ?? (setup && (await this.#inspector.metrics(known, setup, signal)));
      const current = this.#inspections.get(arn);
      if (current && metrics?.ok) {
        this.#lastMetrics.set(metricsKey(target), metrics);
      }
      const latest = current?.setup;
      const whole = identified(latest, target) ?? setup;
      if (whole && (metrics || whole !== latest)) {
        await this.#inspections.tellSetup(known, metrics ? { ...whole, metrics } : whole);
      }
      return metrics;
    } catch (error) {
      if (!this.#closing.signal.aborted) {
        this.#log.warn(`The metrics of the file system of ${name} could not be read: ${String(error)}`);
      }
      return undefined;
    }
  }

  /**
   * Asks EC2 about the network between a function that was inspected and its file system, which a failure to mount asks
   * by itself. A running check of the same way is joined, and one of an earlier way ends. What is denied is in the reading.
   * @returns what was read, where it was; a refusal is not kept in place of what was read before
   */
  checkNetwork(known: KnownFunction): Promise<FileSystemSetup | undefined> {
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
        if (!this.#checkingAgain.has(arn)) {
          this.#update(arn, 'readingNetwork', false);
        }
      }
    });
    this.#checkingNetwork.set(arn, { of, abort, done });
    return done;
  }

  async #checkNetwork(known: KnownFunction, signal: AbortSignal): Promise<FileSystemSetup | undefined> {
    const { arn } = known.target;
    await this.#inspections.restore(arn);
    this.#update(arn, 'readingNetwork', true);
    try {
      return await this.#readSetup(known, true, signal);
    } catch {
      // Whoever waited for this one waits for the one in its place.
      return this.#checkingNetwork.get(arn)?.done;
    }
  }

  /**
   * Reads anew how the file system is set up, and the network in between.
   * @throws the signal's reason
   */
  async readNetwork(known: KnownFunction, signal: AbortSignal): Promise<FileSystemSetup | undefined> {
    await this.#inspections.restore(known.target.arn);
    return this.#readSetup(known, true, signal);
  }

  /** Tells each part as soon as it is there. */
  async #readSetup(
    known: KnownFunction,
    withNetwork: boolean,
    signal?: AbortSignal,
  ): Promise<FileSystemSetup | undefined> {
    const { name } = known.target;
    const ending = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    try {
      const setup = await this.#inspector.fileSystemSetup(known, ending);
      ending.throwIfAborted();
      await this.#inspections.tellSetup(known, setup);
      if (!setup || !withNetwork) {
        return setup;
      }
      const between = await this.#inspector.network(known, setup, ending);
      ending.throwIfAborted();
      const whole = between ? { ...setup, network: between } : setup;
      await this.#inspections.tellSetup(known, whole);
      return whole;
    } catch (error) {
      signal?.throwIfAborted();
      if (!this.#closing.signal.aborted) {
        this.#log.warn(`The set-up of the file system of ${name} could not be read: ${String(error)}`);
      }
      return undefined;
    }
  }

  async #read(known: KnownFunction, withNetwork: boolean): Promise<void> {
    await (withNetwork ? this.checkNetwork(known) : this.#readSetup(known, false));
    if (this.#metricsReading.automatically()) {
      await this.readMetrics(known);
    } else if (!this.#readingMetrics.has(metricsKey(known.target))) {
      // What was announced is not to come any more.
      this.#update(known.target.arn, 'readingMetrics', false);
    }
  }

  #update(arn: string, name: keyof BeingRead, isRead: boolean): void {
    const current = this.#inspections.get(arn);
    if (current && (current[name] ?? false) !== isRead) {
      this.#inspections.set(arn, { ...current, [name]: isRead });
    }
  }

  /** Forgets what CloudWatch told. */
  forgetMetrics(): void {
    this.#lastMetrics.clear();
  }

  dispose(): void {
    this.#closing.abort();
  }
}
