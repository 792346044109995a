import { parseAccessPointArn } from '../aws/accessPointArn';
import type { AwsApis } from '../aws/awsApis';
import type { Sighting } from '../aws/sightings';
import type { Capture, InvocableWay, ProbeWay } from '../core/capture/capture';
import { problemCodeOf } from '../core/humanError';
import type { LambdaFunction } from '../core/lambdaFunction';
import type { DirectoryColumns } from '../core/listing/directoryColumns';
import type { FileSystemSetup } from '../core/mount/fileSystemSetup';
import type { FileSystemMetrics } from '../core/mount/metrics';
import type { Network } from '../core/mount/network';
import { readingValue, type Reading } from '../core/mount/reading';
import type {
  FileRange,
  FileRequest,
  LatencyPart,
  LatencyRequest,
  ListRequest,
  TotalsRequest,
} from '../protocol';
import type { KnownFunction } from './functionCatalog';
import type { StateTiming } from './functionStates';
import type { Asking, ProbeGuard } from './probeGuard';
import { inspectError } from './inspectProblems';
import type { TemporaryProbes } from './temporary/temporaryProbes';
import { whenInvocable } from './wakingFunction';
import type { CountedPart, Invoke, Limits, Progress, ProbeRunner } from './ways/probeRunner';

export interface InspectorOptions {
  readonly apis: AwsApis;
  readonly guard: ProbeGuard;
  /** Without it, only functions that are known to be probes are asked. */
  readonly temporaryProbes?: TemporaryProbes;
  /** How to wait for a function that Lambda prepares. */
  readonly waking?: StateTiming;
  /** Longest time that one inspection may take inside the function, in seconds. */
  readonly deadlineSeconds: () => number;
  /** Most entries of a directory that are read at a time. */
  readonly pageSize: () => number;
}

export interface InspectOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A way to ask a function, chosen for what the function is now. */
interface Chosen {
  readonly kind: ProbeWay;
  readonly way: ProbeRunner;
  readonly known: KnownFunction;
  readonly limits: Limits;
}

/** Asks functions what is mounted in them, in the way that is known to be safe for each. */
export class Inspector {
  readonly #options: InspectorOptions;

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  /** Most entries of a directory that are read at a time. */
  get pageSize(): number {
    return this.#options.pageSize();
  }

  /**
   * How a function would be asked, if it still is what is known of it. Undefined for one that is not known to be a
   * probe. For what is shown: nothing is invoked on this word.
   */
  wayFor(known: KnownFunction): ProbeWay | undefined {
    const { guard, temporaryProbes } = this.#options;
    return guard.judge(known) ?? (temporaryProbes?.isFor(known.target.arn) ? 'temporary-probe' : undefined);
  }

  /** As what a function is marked, where a person has to confirm that it is that as it is known now. */
  markToConfirm(known: KnownFunction): InvocableWay | undefined {
    return this.#options.guard.markToConfirm(known);
  }

  /**
   * What a function is now.
   * @throws HumanError where it cannot be known, or the signal's reason
   */
  look(known: KnownFunction, asking: Asking): Promise<Sighting> {
    return this.#options.guard.look(known, asking);
  }

  /**
   * Reads everything one inspection shows. A function that Lambda is still preparing, or wakes, is waited for.
   * @throws HumanError, or the signal's reason
   */
  async inspect(known: KnownFunction, options: InspectOptions): Promise<Capture> {
    const { onProgress = () => undefined, signal } = options;
    const chosen = await this.#choose(known, { signal });
    const { kind, known: now, limits, way } = chosen;
    const capture = () => this.#doubting(chosen, way.capture(now.target, { ...limits, onProgress }));
    // The temporary probe is another function, and waits for itself.
    return kind === 'temporary-probe'
      ? capture()
      : whenInvocable(
          this.#options.apis.for(now.connection).lambda,
          now.target,
          { onProgress, signal },
          capture,
          this.#options.waking,
        );
  }

  /**
   * Reads one page of a directory. What the file system refuses is in the directory's `error`.
   * @throws HumanError, or the signal's reason
   */
  async list(known: KnownFunction, request: ListRequest, asking: Asking): Promise<DirectoryColumns> {
    if (!request.path.startsWith('/') || request.path.includes('\0')) {
      throw inspectError('path-not-absolute', { path: request.path });
    }
    const chosen = await this.#choose(known, asking);
    const { known: now, limits, way } = chosen;
    return this.#doubting(chosen, way.list(now.target, request, limits));
  }

  /**
   * Reads a range of a regular file inside the mount.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  async readRange(known: KnownFunction, request: FileRequest, asking: Asking): Promise<FileRange> {
    const chosen = await this.#choose(known, asking);
    const { known: now, limits, way } = chosen;
    return this.#doubting(chosen, way.readRange(now.target, request, limits));
  }

  /**
   * How AWS says that the function's file system is set up. Undefined where nobody can be asked about it.
   * @throws HumanError where its connection is not selected any more, or the signal's reason
   */
  async fileSystemSetup(known: KnownFunction, signal: AbortSignal): Promise<FileSystemSetup | undefined> {
    const { accountId, fileSystem, origin } = known.target;
    const { accessPointId, arn, fileSystemId, kind } = fileSystem;
    // Another account's access point is not found with these credentials, which would look as if there were none.
    const isOwn = parseAccessPointArn(arn).accountId === accountId;
    if (accessPointId === undefined || !isOwn || origin.kind === 'recorded') {
      return undefined;
    }
    const { efs, s3files } = this.#options.apis.for(await this.#options.guard.selected(known));
    return kind === 'efs'
      ? efs.fileSystemSetup(accessPointId, signal)
      : kind === 's3files' && fileSystemId !== undefined
        ? s3files.fileSystemSetup(accessPointId, fileSystemId, signal)
        : undefined;
  }

  /**
   * What EC2 says of the network between a function and the mount targets of its file system. Undefined where nobody
   * can be asked about it, or the function is in no VPC.
   * @throws HumanError where its connection is not selected any more, or the signal's reason
   */
  async network(
    known: KnownFunction,
    { mountTargets }: FileSystemSetup,
    signal: AbortSignal,
  ): Promise<Network | undefined> {
    const { origin, subnetIds, vpcId } = known.target;
    if (vpcId === undefined || subnetIds.length === 0 || origin.kind === 'recorded') {
      return undefined;
    }
    const { ec2 } = this.#options.apis.for(await this.#options.guard.selected(known));
    return ec2.network(known.target, readingValue(mountTargets) ?? [], signal);
  }

  /**
   * What CloudWatch has of the function's file system, which AWS charges for. Undefined where nobody can be asked, or
   * nothing told which file system it is.
   * @throws HumanError where its connection is not selected any more, or the signal's reason
   */
  async metrics(
    known: KnownFunction,
    setup: FileSystemSetup | undefined,
    signal: AbortSignal,
  ): Promise<Reading<FileSystemMetrics> | undefined> {
    const { fileSystem, origin } = known.target;
    const id = fileSystem.fileSystemId ?? readingValue(setup?.accessPoint)?.fileSystemId;
    if (id === undefined || origin.kind === 'recorded') {
      return undefined;
    }
    const connection = await this.#options.guard.selected(known);
    return this.#options.apis.for(connection).cloudWatch.metrics(fileSystem.kind, id, signal);
  }

  /**
   * Counts a part of what lies below a directory of the mount.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  async countPart(known: KnownFunction, request: TotalsRequest, asking: Asking): Promise<CountedPart> {
    const chosen = await this.#choose(known, asking);
    const { known: now, limits, way } = chosen;
    return this.#doubting(chosen, way.countPart(now.target, request, limits));
  }

  /**
   * Measures how long the server of the mount takes.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  async measureLatency(known: KnownFunction, request: LatencyRequest, asking: Asking): Promise<LatencyPart> {
    const chosen = await this.#choose(known, asking);
    const { known: now, limits, way } = chosen;
    const deadlineMs = Math.max(limits.deadlineMs, request.withinMs);
    return this.#doubting(chosen, way.measureLatency(now.target, request, { ...limits, deadlineMs }));
  }

  /** A way to ask a function. Each of its invocations is judged again. @throws HumanError */
  async #choose(known: KnownFunction, asking: Asking): Promise<Chosen> {
    const { deadlineSeconds, guard, temporaryProbes } = this.#options;
    const limits = {
      signal: asking.signal,
      deadlineMs: deadlineSeconds() * 1000,
      pageSize: this.pageSize,
    };
    const connection = await guard.selected(known);
    const { InstalledProbe, ShellHandler, TemporaryProbe } = await import('./inspecting');
    const invoking =
      (target: LambdaFunction, kind: InvocableWay): Invoke =>
      (payload, signal) =>
        guard.invoke({ target, connection }, kind, payload, { ...asking, signal });
    // The function itself is not invoked then, whatever it has become.
    if (temporaryProbes && this.wayFor(known) === 'temporary-probe') {
      const asked = { target: known.target, connection };
      const api = this.#options.apis.for(connection).lambda;
      const way = new TemporaryProbe(api, temporaryProbes, asked, probe =>
        invoking(probe, 'installed-probe'),
      );
      return { kind: 'temporary-probe', way, known: asked, limits };
    }
    const seen = await guard.look(known, asking);
    const kind = guard.judge(seen);
    if (kind === undefined) {
      throw temporaryProbes?.wasFor(known.target.arn)
        ? inspectError('temporary-probe-gone', { function: known.target.name })
        : guard.refusal(known, seen);
    }
    const invoke = invoking(known.target, kind);
    const way = kind === 'shell-handler' ? new ShellHandler(invoke) : new InstalledProbe(invoke);
    return { kind, way, known: seen, limits };
  }

  /** An answer that no probe gives says that the function may be something else by now. A temporary probe is ours. */
  async #doubting<T>({ kind, known }: Chosen, asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      const isDoubtful = doubtful.has(problemCodeOf(error));
      if (isDoubtful && kind !== 'temporary-probe') {
        this.#options.guard.doubt(known);
      }
      throw error;
    }
  }
}

const doubtful = new Set([
  'function-exited',
  'function-failed',
  'not-a-probe',
  'not-a-shell-handler',
  'probe-refused',
]);
