import { parseAccessPointArn } from '../aws/accessPointArn';
import type { Connection } from '../aws/connection';
import type { LambdaApi, LambdaApis } from '../aws/lambdaApi';
import type { Capture, ProbeWay } from '../core/capture/capture';
import type { LambdaFunction } from '../core/lambdaFunction';
import type { MountConfiguration } from '../core/mount/mountConfiguration';
import type { DirectoryColumns } from '../core/listing/directoryColumns';
import type { FileRange, FileRequest, ListRequest, TotalsRequest } from '../protocol';
import type { StateTiming } from './functionStates';
import { inspectError } from './problems';
import type { TemporaryProbes } from './temporary/temporaryProbes';
import { whenInvocable } from './wakingFunction';
import type { CountedPart, Progress, Way } from './ways/way';

/** What the user has told about functions, as names or ARNs. */
export interface Marks {
  /** Functions whose code is our probe. */
  readonly installedFunctions: readonly string[];
  /** Functions whose handler runs shell commands. */
  readonly shellFunctions: readonly string[];
}

export interface InspectorOptions {
  readonly apis: LambdaApis;
  readonly marks: () => Marks;
  /** Without it, only functions that are known to be probes are asked. */
  readonly temporaryProbes?: TemporaryProbes;
  /** Base64 of the SHA-256 of the probe zip we ship, as Lambda's CodeSha256. */
  readonly probeCodeSha256?: string;
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

/** Asks functions what is mounted in them, in the way that is known to be safe for each. */
export class Inspector {
  readonly #options: InspectorOptions;

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  /** Undefined for a function that is not known to be a probe: it must not be invoked. */
  wayFor(target: LambdaFunction, connection: Connection): ProbeWay | undefined {
    const { installedFunctions, shellFunctions } = this.#options.marks();
    const marked = (list: readonly string[]) => list.includes(target.arn) || list.includes(target.name);
    // The user's word goes first: the environment variable may have been copied along with other settings.
    if (marked(shellFunctions)) {
      return 'shell-handler';
    }
    const isOurCode = target.codeSha256 !== undefined && target.codeSha256 === this.#options.probeCodeSha256;
    if (target.declaresProbe || isOurCode || marked(installedFunctions)) {
      return 'installed-probe';
    }
    // The demo's recorded and constructed functions answer as the function of 2022 did.
    if (connection.kind === 'demo' && target.origin.kind !== 'live') {
      return 'shell-handler';
    }
    return this.#options.temporaryProbes?.isFor(target.arn) ? 'temporary-probe' : undefined;
  }

  /**
   * Reads everything one inspection shows. A function that Lambda is still preparing, or wakes, is waited for.
   * @throws HumanError, or the signal's reason
   */
  async inspect(target: LambdaFunction, connection: Connection, options: InspectOptions): Promise<Capture> {
    const { onProgress = () => undefined, signal } = options;
    const { limits, way } = await this.#way(target, connection);
    const capture = () => way.capture(target, { signal, onProgress, ...limits });
    // The temporary probe is another function, and waits for itself.
    return this.wayFor(target, connection) === 'temporary-probe'
      ? capture()
      : whenInvocable(
          this.#options.apis.for(connection),
          target,
          { onProgress, signal },
          capture,
          this.#options.waking,
        );
  }

  /**
   * Reads one page of a directory. What the file system refuses is in the directory's `error`.
   * @throws HumanError, or the signal's reason
   */
  async list(
    target: LambdaFunction,
    connection: Connection,
    request: ListRequest,
    signal: AbortSignal,
  ): Promise<DirectoryColumns> {
    if (!request.path.startsWith('/') || request.path.includes('\0')) {
      throw inspectError('path-not-absolute', { path: request.path });
    }
    const { limits, way } = await this.#way(target, connection);
    return way.list(target, request, { signal, ...limits });
  }

  /**
   * Reads a range of a regular file inside the mount.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  async readRange(
    target: LambdaFunction,
    connection: Connection,
    request: FileRequest,
    signal: AbortSignal,
  ): Promise<FileRange> {
    const { limits, way } = await this.#way(target, connection);
    return way.readRange(target, request, { signal, ...limits });
  }

  /**
   * How AWS says that the function's file system is set up. Undefined where nobody can be asked about it.
   * @throws the signal's reason
   */
  async configuration(
    target: LambdaFunction,
    connection: Connection,
    signal: AbortSignal,
  ): Promise<MountConfiguration | undefined> {
    const { accountId, fileSystem, origin } = target;
    const { accessPointId, arn, kind } = fileSystem;
    // Another account's access point is not found with these credentials, which would look as if there were none.
    const isOwn = parseAccessPointArn(arn).accountId === accountId;
    return kind === 'efs' && accessPointId !== undefined && isOwn && origin.kind !== 'recorded'
      ? this.#options.apis.for(connection).efs.mountConfiguration(accessPointId, signal)
      : undefined;
  }

  /**
   * Counts a part of what lies below a directory of the mount.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  async countPart(
    target: LambdaFunction,
    connection: Connection,
    request: TotalsRequest,
    signal: AbortSignal,
  ): Promise<CountedPart> {
    const { limits, way } = await this.#way(target, connection);
    return way.countPart(target, request, { signal, ...limits });
  }

  async #way(target: LambdaFunction, connection: Connection) {
    const kind = this.wayFor(target, connection);
    if (kind === undefined) {
      if (this.#options.temporaryProbes?.wasFor(target.arn)) {
        throw inspectError('temporary-probe-gone', { function: target.name });
      }
      throw inspectError('not-known-as-probe', { function: target.name });
    }
    const api = this.#options.apis.for(connection);
    const way = await this.#make(kind, api);
    const limits = {
      deadlineMs: this.#options.deadlineSeconds() * 1000,
      pageSize: this.#options.pageSize(),
    };
    return { way, limits };
  }

  async #make(kind: ProbeWay, api: LambdaApi): Promise<Way> {
    const { temporaryProbes } = this.#options;
    const { InstalledProbe, ShellHandler, TemporaryProbe } = await import('./inspecting');
    if (kind === 'temporary-probe' && temporaryProbes) {
      return new TemporaryProbe(api, temporaryProbes);
    }
    return kind === 'shell-handler' ? new ShellHandler(api) : new InstalledProbe(api);
  }
}
