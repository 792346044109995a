import type { ListedDirectory } from '../../core/listing/listing';
import type { Report } from '../../core/report';
import type { Event } from '../../inspect/emitter';
import type { ExportFormat, InspectionState } from './messages';
import type { TotalsContent } from './totalsContent';

/**
 * What the report panels need of the rest of the extension. Functions are named by their ARN; each call must bear one
 * that is not known (any more): after a window reload a panel is there before the functions are.
 */
export interface ReportSource {
  /** The last report of a function, also one of an earlier session. */
  report(arn: string): Report | undefined;
  state(arn: string): InspectionState;
  /** Fires with the ARN when the report or the state of a function has changed. */
  readonly onDidChange: Event<string>;

  /** Starts an inspection; its course shows in {@link state}. Never throws. */
  inspect(arn: string): void;
  cancel(arn: string): void;
  /** Asks where to save the report, and saves it. */
  exportReport(arn: string, format: ExportFormat): void;
  /** The report as it would be saved; undefined where there is none. */
  exportText(arn: string, format: ExportFormat): Promise<string | undefined>;
  /** Reads a file inside the mount and opens it in an editor; says what went wrong itself. `path`: a decodeBytes string. */
  openFile(arn: string, path: string): void;
  /** Asks where to, and copies a file inside the mount to disk; says what went wrong itself. */
  saveFileCopy(arn: string, path: string): void;
  /** What was or is being counted below directories of the function's mount. */
  totals(arn: string): readonly TotalsContent[];
  /** Fires when {@link totals} of a function have changed. */
  readonly onDidChangeTotals: Event<{ readonly arn: string }>;
  /** Counts what is below a directory; its course shows in {@link totals}. */
  countTotals(arn: string, path: string): void;
  cancelTotals(arn: string, path: string): void;
  openConsole(arn: string): void;
  showLog(): void;

  /** All that is known of a directory: what the report, the tree and {@link list} have read of it, pages joined. */
  listed(arn: string, path: string): ListedDirectory | undefined;
  /**
   * Reads a directory from its beginning, or with `more` its next page, and answers with all that is known then. A directory that the probe could not read, or on which
   * it hung, is an answer with `error`; rejects where there is no answer at all.
   */
  list(arn: string, path: string, options: ListOptions): Promise<ListedDirectory>;
  /** A whole sentence for people about what {@link list} threw. Logs it, too. */
  describeError(error: unknown): string;
}

export interface ListOptions {
  readonly more?: boolean;
  /** Most entries of a page, where it is to be another number than the setting says. */
  readonly limit?: number;
  readonly signal: AbortSignal;
}
