import { assess } from './assess';
import { type MountFinding } from './findings/findingCodes';
import type { Capture } from './capture/capture';
import { captureTexts, type NotRead, type RawText } from './capture/captureTexts';
import { directoriesOf } from './listing/directoriesOf';
import type { ListedDirectory } from './listing/listing';
import { environmentOf, type Environment } from './environment';
import { judgeMount, type InspectedMount } from './mount/inspectedMount';
import { mountTable, sandboxMounts, type SandboxMount } from './mount/sandboxMounts';
import { parseTexts, type ParsedTexts } from './capture/parsedTexts';
import { answerRetries, type RetryAnswer } from './mount/retries';
import { deviceAt, nfsStatistics, type NfsStatistics } from './mount/statistics';
import { mountAt, storageOf, type StorageRow } from './mount/storage';

export type { MountFinding } from './findings/findingCodes';
export type { NotRead, RawText } from './capture/captureTexts';
export type { DirectoryEntry } from './listing/directory';
export type { Environment } from './environment';
export type { InspectedMount } from './mount/inspectedMount';
export type { SandboxMount } from './mount/sandboxMounts';
export type { NfsStatistics, OperationStatistics, StatisticsDelta } from './mount/statistics';
export type { StorageRow } from './mount/storage';

/** Everything one inspection showed. Made from a {@link Capture}; sizes and counters are bigint. */
export interface Report {
  readonly capture: Capture;
  /** The mount on the configured local mount path; absent where none is mounted or nothing could be read. */
  readonly mount?: InspectedMount;
  readonly verdict: RetryAnswer;
  /** Most severe first. */
  readonly findings: readonly MountFinding[];
  /** Every mount of the sandbox, the inspected one first. */
  readonly mounts: readonly SandboxMount[];
  readonly storage: readonly StorageRow[];
  readonly directories: readonly ListedDirectory[];
  readonly statistics?: NfsStatistics;
  readonly environment: Environment;
  readonly raw: readonly RawText[];
  /** What could not be read, and why. */
  readonly notRead: readonly NotRead[];
}

/**
 * The report of a capture: always the same for the same capture, so that it can be made again after a reload or by a
 * newer version. Does not throw for what a probe or a shell answered: a part that is damaged is empty and named in
 * `notRead`.
 */
export function buildReport(capture: Capture): Report {
  const damaged: NotRead[] = [];
  const part = <T>(what: string, build: () => T, otherwise: T): T => {
    try {
      return build();
    } catch (error) {
      damaged.push({ what, error: { code: 'DAMAGED', message: String(error) } });
      return otherwise;
    }
  };
  const { localMountPath } = capture.target.fileSystem;
  const texts = part('texts', () => captureTexts(capture), { listings: [], others: [], notRead: [] });
  const parsed = part('texts', () => parseTexts(texts), nothingParsed);
  const table = mountTable(parsed.mountinfo, parsed.mounts, parsed.mtab);
  const storage = part('usage', () => storageOf(capture, parsed.df, table), []);
  const directories = part('list', () => directoriesOf(capture, texts.listings, parsed.listings), []);
  const statistics = nfsStatistics(localMountPath, parsed.mountstats, parsed.mountstatsBefore);

  const { kind } = capture.target.fileSystem;
  const mounted = mountAt(table, localMountPath);
  const mountstatsOptions = deviceAt(parsed.mountstats, localMountPath)?.nfs?.options ?? [];
  const inspected = mounted && judgeMount(mounted, kind, mountstatsOptions, capture.unresponsive);
  const findings = assess({
    kind,
    localMountPath,
    mountTableRead: table.length > 0,
    mount: inspected?.mount,
    printedOptions: mounted?.options ?? [],
    deviations: inspected?.deviations ?? [],
    unresponsive: capture.unresponsive,
    storage,
    statistics,
  });
  return {
    capture,
    mount: inspected?.mount,
    verdict: answerRetries({
      kind,
      fsType: mounted?.fsType,
      options: mounted?.options ?? [],
      functionTimeoutMs: capture.target.timeoutSeconds * 1000,
    }),
    findings,
    mounts: sandboxMounts(table, localMountPath),
    storage,
    directories,
    statistics,
    environment: part('environment', () => environmentOf(capture, texts, directories), { tools: [] }),
    raw: parsed.raw,
    notRead: [...texts.notRead, ...damaged],
  };
}

const nothingParsed: ParsedTexts = {
  mountinfo: [],
  mounts: [],
  mtab: [],
  mountstatsBefore: [],
  mountstats: [],
  df: [],
  listings: [],
  raw: [],
};
