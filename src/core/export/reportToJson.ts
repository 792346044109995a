import type { LambdaFunction } from '../lambdaFunction';
import type { ListedDirectory } from '../listing/listing';
import type { MountFailure } from '../failure/mountFailure';
import type { NfsStatistics, OperationStatistics } from '../mount/statistics';
import type { LatencyMeasurement } from '../latency/latency';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import type { Report } from '../report';
import { visibleJson } from '../text/visibleText';

/** Rises with every change of {@link reportToJson}'s shape. */
export const REPORT_SCHEMA_VERSION = 2;

/**
 * A report for other programs, as indented JSON of the shape that `media/report.schema.json` documents. Sizes and
 * counters are decimal strings, because EFS's 8 EiB do not fit a JSON number; bytes of names that were not UTF-8 are
 * lone surrogates U+DC80…U+DCFF, escaped as `\udc80`…`\udcff`.
 */
export function reportToJson(report: Report, setup?: FileSystemSetup, latency?: LatencyMeasurement): string {
  const { capture, statistics } = report;
  const document = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    takenAt: capture.takenAt,
    way: capture.way,
    function: capture.target,
    invocation: capture.invocation,
    mount: report.mount,
    verdict: report.verdict,
    findings: report.findings,
    mounts: report.mounts,
    storage: report.storage,
    directories: report.directories.map(exportDirectory),
    statistics: statistics && exportStatistics(statistics),
    environment: report.environment,
    raw: report.raw,
    notRead: report.notRead,
    configuration: setup,
    latency,
  };
  return toText(document);
}

/** Why there is no report, of the same schema. @param at ISO 8601 */
export function failureToJson(
  { causes, code, target, reason, sources }: MountFailure,
  at: string,
  setup?: FileSystemSetup,
): string {
  return toText({
    schemaVersion: REPORT_SCHEMA_VERSION,
    function: target,
    failure: { at, code, reason, causes, sources },
    configuration: setup,
  });
}

/** A failure that one sentence tells: a denied call, say. */
export interface PlainFailure {
  readonly target: LambdaFunction;
  /** ISO 8601. */
  readonly at: string;
  /** Of the problem, e.g. `access-denied`. */
  readonly code: string;
  /** A whole sentence for people. */
  readonly message: string;
}

/** Like {@link failureToJson}. */
export function plainFailureToJson({ target, ...failure }: PlainFailure, setup?: FileSystemSetup): string {
  return toText({
    schemaVersion: REPORT_SCHEMA_VERSION,
    function: target,
    failure: { ...failure, causes: [], sources: [] },
    configuration: setup,
  });
}

function toText(document: object): string {
  const json = JSON.stringify(
    document,
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
  return `${visibleJson(json)}\n`;
}

/** Whether there is more is worth telling; the cursor itself means nothing outside the probe. */
function exportDirectory({ path, entries, cursor, changed, error }: ListedDirectory) {
  const complete = cursor === undefined && error === undefined;
  return { path, complete, changed, error, entries: entries.slice(0, entries.length) };
}

function exportStatistics({ after, operations, ...totals }: NfsStatistics) {
  return {
    ...totals,
    events: after.events,
    transports: after.transports,
    operations: operations satisfies readonly OperationStatistics[],
  };
}
