import type { LambdaApi } from '../../aws/lambdaApi';
import type { Capture } from '../../core/capture/capture';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import type {
  FileRange,
  FileRequest,
  LatencyPart,
  LatencyRequest,
  ListRequest,
  TotalsRequest,
} from '../../protocol';
import type { KnownFunction } from '../functionCatalog';
import type { TemporaryProbes } from '../temporary/temporaryProbes';
import { asOfTemporaryProbe } from '../temporary/temporaryProbeError';
import { whenInvocable } from '../wakingFunction';
import { InstalledProbe } from './installedProbe';
import type { CaptureOptions, CountedPart, Invoke, Limits, ProbeRunner } from './probeRunner';

/** Asks any function's file system, without touching the function: a probe beside it has its role, network and mount. */
export class TemporaryProbe implements ProbeRunner {
  readonly #api: LambdaApi;
  readonly #probes: TemporaryProbes;
  readonly #known: KnownFunction;
  readonly #invoking: (probe: LambdaFunction) => Invoke;

  /** @param invoking invokes the probe, which is as any other installed one */
  constructor(
    api: LambdaApi,
    probes: TemporaryProbes,
    known: KnownFunction,
    invoking: (probe: LambdaFunction) => Invoke,
  ) {
    this.#api = api;
    this.#probes = probes;
    this.#known = known;
    this.#invoking = invoking;
  }

  async capture(target: LambdaFunction, options: CaptureOptions): Promise<Capture> {
    try {
      return await this.#probes.use(this.#known, options, async probe => {
        const capture = await whenInvocable(this.#api, probe, options, () =>
          this.#asked(probe).capture(probe, options),
        );
        return { ...capture, way: 'temporary-probe', target };
      });
    } catch (error) {
      if (options.signal.aborted) {
        void this.#probes.discard(target.arn);
      }
      throw asOfTemporaryProbe(error);
    }
  }

  list(target: LambdaFunction, request: ListRequest, limits: Limits): Promise<DirectoryColumns> {
    return this.#probes.useExisting(target, probe => this.#asked(probe).list(probe, request, limits));
  }

  readRange(target: LambdaFunction, request: FileRequest, limits: Limits): Promise<FileRange> {
    return this.#probes.useExisting(target, probe => this.#asked(probe).readRange(probe, request, limits));
  }

  countPart(target: LambdaFunction, request: TotalsRequest, limits: Limits): Promise<CountedPart> {
    return this.#probes.useExisting(target, probe => this.#asked(probe).countPart(probe, request, limits));
  }

  measureLatency(target: LambdaFunction, request: LatencyRequest, limits: Limits): Promise<LatencyPart> {
    return this.#probes.useExisting(target, probe =>
      this.#asked(probe).measureLatency(probe, request, limits),
    );
  }

  #asked(probe: LambdaFunction): InstalledProbe {
    return new InstalledProbe(this.#invoking(probe));
  }
}
