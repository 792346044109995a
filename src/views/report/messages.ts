import type { ExportFormat } from '../../core/export/exportFormat';
import { isFlag, isNumber, isObject, isText, oneOf, shape } from '../../core/guards';
import type { Shell } from '../../core/text/commandLine';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { LatencyMeasurement } from '../../core/latency/latency';
import type { FileSystemSetup } from '../../core/mount/fileSystemSetup';
import type { MountFailure } from '../../core/failure/mountFailure';
import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import type { Totals } from '../../inspect/totalsCounter';
/**
 * Every message between the extension host and the report's webview; both sides import this file. The webview asks
 * (`ready`) and the host answers with everything, so that neither can be too early. Messages travel as JSON with
 * typed arrays beside it: bigint values are inside `report`, which is text.
 */

/** What an inspection is doing right now. */
export type InspectionState =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'inspecting' } & RunningContent)
  | ({ readonly kind: 'failed' } & FailedContent);

export interface RunningContent {
  /** A whole sentence for people. */
  readonly progress?: string;
  /** How long this step has been going on, in milliseconds; absent where `progress` says it. */
  readonly elapsedMs?: number;
  /** Longest time that this step can take, in seconds. */
  readonly limitSeconds?: number;
}

export interface FailedContent {
  /** Whole sentences for people. */
  readonly message: string;
  /** The same in some words, where its first sentence is no short one. */
  readonly label?: string;
  /** When; ISO 8601. */
  readonly at: string;
  /** What can be done about this kind of problem, the best first. */
  readonly remedies: readonly Remedy[];
  /** Says more where more can be said. */
  readonly failure?: MountFailure;
}

/** A command of the extension that helps with a problem. */
export type Remedy =
  | { readonly command: Exclude<RemedyCommand, 'openSetting' | 'signInAgain'> }
  | { readonly command: 'openSetting'; readonly setting: RemedySetting }
  | { readonly command: 'signInAgain'; readonly refused: RefusedCommand };

export const remedyCommands = [
  'copyIamPolicy',
  'copyProbeTemplate',
  'copyTimeoutCommand',
  'deleteLeftoverProbes',
  'openSetting',
  'refresh',
  'selectProfile',
  'selectRegions',
  'signInAgain',
  'tryDemo',
  'unmarkAsShellProbe',
] as const;
export type RemedyCommand = (typeof remedyCommands)[number];

/** Settings that a report may open, without the prefix. */
export const remedySettings = ['aws.endpoint', 'files.pageSize', 'probe.installedFunctions'] as const;
export type RemedySetting = (typeof remedySettings)[number];

/** Commands that AWS may refuse for want of a sign-in: each is run again after it. */
export const refusedCommands = ['inspect', 'measureLatency', 'readMetrics', 'checkNetwork'] as const;
export type RefusedCommand = (typeof refusedCommands)[number];

/** Which report a panel shows. It survives a window reload as part of {@link ReportViewState}. */
export interface ReportIdentity {
  readonly arn: string;
  readonly functionName: string;
}

//#region host to webview

export type HostMessage =
  | ({ readonly type: 'initial'; readonly identity: ReportIdentity } & Localization &
      ReportContent &
      SetupContent &
      StateContent &
      LatencyContent &
      CountedContent)
  | ({ readonly type: 'report' } & ReportContent)
  | ({ readonly type: 'state' } & StateContent)
  /** It is read after the report was sent. */
  | ({ readonly type: 'setup' } & SetupContent)
  | ({ readonly type: 'latency' } & LatencyContent)
  | ({ readonly type: 'totals' } & CountedContent)
  | DirectoryMessage
  | DirectoryFailedMessage;

export interface Localization {
  /** BCP 47 tag of the display language. */
  readonly locale: string;
  /** Translations by English message; empty for English. */
  readonly bundle: Readonly<Record<string, string>>;
}

export interface ReportContent {
  /** {@link encodeReport} of the report without its directories; absent before the first inspection. */
  readonly report?: string;
  /** What can be listed without asking the function again, the inspected mount first. */
  readonly directories: readonly KnownDirectory[];
}

export interface KnownDirectory {
  readonly path: string;
  /** Entries read so far. */
  readonly count: number;
  /** Whether there are no more than those. */
  readonly complete: boolean;
}

export interface SetupContent {
  /** How AWS describes the file system, where that was read. */
  readonly setup?: FileSystemSetup;
  /** Whether CloudWatch is being asked about it. */
  readonly readingMetrics: boolean;
  /** Whether EC2 is being asked about the network in between. */
  readonly readingNetwork: boolean;
  readonly setupProblems: SetupProblems;
}

/** Why parts of the set-up were not read; absent where they were, or where it is said beside the facts. */
export interface SetupProblems {
  readonly metrics?: ExplainedProblem;
  readonly network?: ExplainedProblem;
}

export interface LatencyContent {
  /** The last measurement. */
  readonly latency?: LatencyMeasurement;
  /** Present where one was tried after it, in vain. */
  readonly latencyFailure?: ExplainedProblem;
  /** Whether one is being made now. */
  readonly measuring: boolean;
}

export interface ExplainedProblem {
  /** What went wrong and what to do, in whole sentences. */
  readonly message: string;
  readonly remedies: readonly Remedy[];
}

export interface CountedContent {
  /** What was or is being counted, a directory each. */
  readonly totals: readonly TotalsContent[];
}

export interface StateContent {
  /** The function as it is known now. Absent where it is not. */
  readonly target?: LambdaFunction;
  readonly state: InspectionState;
  readonly terminal: TerminalContent;
  /** Whether a temporary probe of the function is kept now. */
  readonly temporaryProbe: boolean;
}

/** Where a person runs what the report gives to copy. */
export interface TerminalContent {
  /** That of the machine on which the extension runs. */
  readonly shell: Shell;
  /** With which the function was found, where one was chosen. */
  readonly profile?: string;
}

/** Rows of a directory. */
export interface DirectoryMessage {
  readonly type: 'directory';
  readonly request: number;
  /** Place of the first of these rows in the directory. At 0, they replace all rows that came before. */
  readonly from: number;
  readonly columns: DirectoryColumns;
  /** Whether no further rows come for this request. */
  readonly done: boolean;
}

export interface DirectoryFailedMessage {
  readonly type: 'directoryFailed';
  readonly request: number;
  /** A whole sentence for people. */
  readonly message: string;
}

//#endregion
//#region webview to host

export type WebviewMessage =
  /** `path`: the directory that was shown before the webview was hidden or reloaded. */
  | { readonly type: 'ready'; readonly path?: string }
  | CommandMessage
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'openLink'; readonly url: string }
  | ListDirectoryMessage
  | { readonly type: 'cancelList'; readonly request: number };

/** Runs a command of the extension for the report's function. `path`: a decodeBytes string. */
export type CommandMessage = { readonly type: 'command' } & (
  | {
      readonly command:
        | 'inspect'
        | 'cancelInspection'
        | 'measureLatency'
        | 'cancelLatency'
        | 'deleteTemporaryProbe'
        | 'openInConsole'
        | 'readMetrics'
        | 'checkNetwork'
        | 'showLog';
    }
  | Remedy
  | { readonly command: 'exportReport' | 'copyReport'; readonly format: ExportFormat }
  | {
      readonly command: 'openFile' | 'saveFileCopy' | 'countTotalsQuietly' | 'cancelTotals';
      readonly path: string;
    }
);

export interface ListDirectoryMessage {
  readonly type: 'list';
  /** Chosen by the webview; the answers carry it. */
  readonly request: number;
  /** Absolute path as a decodeBytes string. */
  readonly path: string;
  /** How many of its entries the webview has: those that follow are wanted, or all where it has been read again. */
  readonly from?: number;
  /** Whether all that follow are wanted: they are then read in the largest pages that there are. */
  readonly all?: boolean;
  /** Read it again even where it is known. */
  readonly refresh?: boolean;
}

//#endregion

/** What the webview keeps with `setState`. Unknown or damaged state counts as none. */
export interface ReportViewState extends ReportIdentity {
  readonly scrollTop?: number;
  readonly files?: FilesViewState;
}

export interface FilesViewState {
  readonly path: string;
  readonly filter: string;
  readonly sort: FileSort;
  /** Row at the top of the list. */
  readonly topRow: number;
}

const fileColumns = ['name', 'mode', 'owner', 'size', 'modified'] as const;
export type FileColumn = (typeof fileColumns)[number];

export interface FileSort {
  readonly column: FileColumn;
  readonly descending: boolean;
}

/** A state that VS Code gave back, without what is not as {@link ReportViewState} has it. */
export function viewStateOf(state: unknown): Partial<ReportViewState> {
  if (!isObject(state)) {
    return {};
  }
  const { scrollTop, files } = state as Partial<ReportViewState>;
  return {
    ...reportIdentityOf(state),
    scrollTop: isPosition(scrollTop) ? scrollTop : undefined,
    files: isFilesViewState(files) ? files : undefined,
  };
}

function isPosition(value: unknown): value is number {
  return isNumber(value) && (value as number) >= 0;
}

const isFilesShape = shape({
  path: isText,
  filter: isText,
  sort: shape({ column: oneOf(...fileColumns), descending: isFlag }),
  topRow: isPosition,
});

function isFilesViewState(value: unknown): value is FilesViewState {
  return isFilesShape(value);
}

/** The identity in a state that VS Code gave back after a reload. */
export function reportIdentityOf(state: unknown): ReportIdentity | undefined {
  if (typeof state !== 'object' || state === null) {
    return undefined;
  }
  const { arn, functionName } = state as Partial<Record<keyof ReportIdentity, unknown>>;
  return typeof arn === 'string' && typeof functionName === 'string' ? { arn, functionName } : undefined;
}

/** {@link Totals} as they cross to the webview: without bigint values, and with words in place of an error. */
export interface TotalsContent extends Omit<Totals, 'error' | 'bytes' | 'allocated' | 'operations'> {
  /** Decimal. */
  readonly bytes: string;
  readonly allocated: string;
  readonly operations?: string;
  /** A whole sentence for people; only where the count failed. */
  readonly message?: string;
}
