import { toDirectory } from '../harness/rows';
import { demoConnection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import type { Directory } from '../../src/core/listing/directory';
import { buildReport, type Report } from '../../src/core/report';
import { Inspector } from '../../src/inspect/inspector';
import type { LatencyPart, LatencyRequest } from '../../src/protocol';
import { WORKER_MARKER } from '../../src/probe/steps';
import type { NfsGuest } from '../harness/nfsGuest';
import { ListedFunctions } from '../harness/listedFunctions';
import { guestFunction } from '../harness/nfsGuestProtocol';
import { testKey } from '../harness/testKey';

const never = new AbortController().signal;

export interface Bounds {
  /** Of the probe, in the guest's slow seconds. */
  readonly deadlineSeconds?: number;
  readonly pageSize?: number;
}

/** Inspects the guest from outside, as the extension inspects a function. */
export class GuestProbe {
  readonly #guest: NfsGuest;
  readonly #apis = new AwsApis({
    log: { debug() {}, info() {}, warn() {}, error() {} },
    mfaCode: () => Promise.resolve(undefined),
    demoKey: () => testKey,
  });
  #listed: ListedFunctions | undefined;

  constructor(guest: NfsGuest) {
    this.#guest = guest;
  }

  async inspect(bounds: Bounds = {}): Promise<Report> {
    const listed = await this.#list();
    const inspector = this.#inspector(listed, bounds);
    return buildReport(await inspector.inspect(listed.find(guestFunction), { signal: never }));
  }

  async list(
    path: string,
    { cursor, ...bounds }: Bounds & { readonly cursor?: string } = {},
  ): Promise<Directory> {
    const request = { path, ...(cursor === undefined ? {} : { cursor }) };
    const listed = await this.#list();
    const inspector = this.#inspector(listed, bounds);
    return toDirectory(await inspector.list(listed.find(guestFunction), request, { signal: never }));
  }

  async measureLatency(request: LatencyRequest): Promise<LatencyPart> {
    const listed = await this.#list();
    const inspector = this.#inspector(listed, {});
    return inspector.measureLatency(listed.find(guestFunction), request, { signal: never });
  }

  /** The probe's child processes that are still there. */
  async survivors(): Promise<string> {
    return this.#guest
      .run(`grep -la -e ${WORKER_MARKER} /proc/[0-9]*/cmdline 2>/dev/null | while read file; do
  pid=\${file#/proc/}; pid=\${pid%/cmdline}
  [ "$(readlink /proc/$pid/exe)" != '${process.execPath}' ] || echo $pid
done`);
  }

  /** States of all threads of the process that serves invocations, one letter each. */
  async handlerThreads(): Promise<string> {
    const states = await this.#guest.run(`for pid in $(pgrep -f local-runtime.js); do
  sed 's/.*) //; s/ .*//' /proc/$pid/task/*/stat
done`);
    return states.replace(/\s/g, '');
  }

  dispose(): void {
    this.#apis.dispose();
  }

  async #list(): Promise<ListedFunctions> {
    this.#listed ??= await ListedFunctions.of(this.#apis, demoConnection(this.#guest.endpointUrl));
    return this.#listed;
  }

  #inspector({ guard }: ListedFunctions, { deadlineSeconds = 60, pageSize = 10_000 }: Bounds): Inspector {
    return new Inspector({
      apis: this.#apis,
      guard,
      deadlineSeconds: () => deadlineSeconds,
      pageSize: () => pageSize,
    });
  }
}

/**
 * Names of what failed, with why. Not the tools: they are of this machine's own /bin, whose thousands of programs an
 * emulated processor may not get through in the time that one step has.
 */
export function failedSections({ capture }: Report): string[] {
  return Object.entries(capture.probe).flatMap(([name, section]) =>
    section.ok || name === 'tools' ? [] : [`${name}: ${section.error.code}`],
  );
}

export function findingCodes(report: Report): string[] {
  return report.findings.map(({ code }) => code);
}

/** How often each operation was made during the probe. */
export function operationsDuringProbe({ statistics }: Report): Readonly<Record<string, number>> {
  return Object.fromEntries(
    (statistics?.operations ?? [])
      .filter(({ duringProbe = 0n }) => duringProbe > 0n)
      .map(({ name, duringProbe }) => [name, Number(duringProbe)]),
  );
}
