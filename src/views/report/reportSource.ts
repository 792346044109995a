import type { LambdaFunction } from '../../core/lambdaFunction';
import type { ListedDirectory } from '../../core/listing/listing';
import type { FileSystemSetup } from '../../core/mount/fileSystemSetup';
import type { Report } from '../../core/report';
import type { Event } from '../../inspect/emitter';
import type {
  InspectionState,
  LatencyContent,
  SetupProblems,
  TerminalContent,
  TotalsContent,
} from './messages';

/**
 * What the report panels show of the rest of the extension. Functions are named by their ARN; each call must bear one
 * that is not known (any more): after a window reload a panel is there before the functions are.
 */
export interface ReportSource {
  /** The last report of a function, also one of an earlier session. */
  report(arn: string): Report | undefined;
  state(arn: string): InspectionState;
  /** How AWS describes the file system of a function. */
  setup(arn: string): FileSystemSetup | undefined;
  /** Whether CloudWatch is being asked about it. */
  readingMetrics(arn: string): boolean;
  /** Whether EC2 is being asked about the network in between. */
  readingNetwork(arn: string): boolean;
  /** Why parts of the set-up were not read. */
  setupProblems(arn: string): SetupProblems;
  /** The function as it is known now. */
  target(arn: string): LambdaFunction | undefined;
  /** Where commands about a function are run. */
  terminal(arn: string): TerminalContent;
  /** Fires when {@link target} of any function may have changed. */
  readonly onDidChangeTargets: Event<void>;
  /** Whether a temporary probe of the function is kept now. */
  hasTemporaryProbe(arn: string): boolean;
  /** Fires with the ARN when the report, the set-up, the temporary probe or the state of a function has changed. */
  readonly onDidChange: Event<string>;

  latency(arn: string): LatencyContent;
  /** Fires when a measurement of a function begins or ends. */
  readonly onDidChangeLatency: Event<string>;

  /** What was or is being counted below directories of the function's mount. */
  totals(arn: string): readonly TotalsContent[];
  /** Fires when {@link totals} of a function have changed. */
  readonly onDidChangeTotals: Event<{ readonly arn: string }>;

  /** All that is known of a directory: what the report, the tree and {@link list} have read of it, pages joined. */
  listed(arn: string, path: string): ListedDirectory | undefined;
  /**
   * Reads a directory from its beginning, or with `more` its next page, and answers with all that is known then. A
   * directory that the probe could not read, or on which it hung, is an answer with `error`; rejects where there is no
   * answer at all.
   */
  list(arn: string, path: string, options: ListOptions): Promise<ListedDirectory>;
  /** A whole sentence for people about what {@link list} threw. Logs it, too. */
  explainError(error: unknown): string;
}

export interface ListOptions {
  readonly more?: boolean;
  /** Most entries of a page, where it is to be another number than the setting says. */
  readonly limit?: number;
  /** Hears of what is known meanwhile, each time that there is more of it. */
  readonly onRows?: (directory: ListedDirectory) => void;
  readonly signal: AbortSignal;
}
