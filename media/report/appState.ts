import { decodeReport } from '../../src/core/export/encode';
import { createTranslate, type Translate } from '../../src/core/translate';
import type { LatencyMeasurement } from '../../src/core/latency/latency';
import type { FileSystemSetup } from '../../src/core/mount/fileSystemSetup';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import type { Report } from '../../src/core/report';
import { announce, silence, type Announcement } from './announcements';
import type {
  HostMessage,
  InspectionState,
  KnownDirectory,
  ExplainedProblem,
  ReportContent,
  ReportIdentity,
  SetupProblems,
  TerminalContent,
  TotalsContent,
} from '../../src/views/report/messages';

/** What the page shows, except for the directory in the Files part. */
export interface AppState {
  readonly identity: ReportIdentity;
  readonly t: Translate;
  /** BCP 47 tag. */
  readonly locale: string;
  /** Absent before the first inspection. */
  readonly report?: Report;
  readonly directories: readonly KnownDirectory[];
  readonly inspection: InspectionState;
  /** How AWS describes the file system, once that was read. */
  readonly setup?: FileSystemSetup;
  /** Whether CloudWatch is being asked about it. */
  readonly readingMetrics: boolean;
  /** Whether EC2 is being asked about the network in between. */
  readonly readingNetwork: boolean;
  readonly setupProblems: SetupProblems;
  /** The function as it is known now; absent where it is not. */
  readonly target?: LambdaFunction;
  /** Whether a temporary probe of the function is kept now. */
  readonly temporaryProbe: boolean;
  readonly totals: readonly TotalsContent[];
  readonly latency?: LatencyMeasurement;
  readonly latencyFailure?: ExplainedProblem;
  readonly measuring: boolean;
  readonly terminal: TerminalContent;
  readonly said: Announcement;
  /** The report that was there when the running inspection began. */
  readonly before?: Report;
}

/** The state after a message; messages about directories leave it as it is. */
export function applyMessage(state: AppState | undefined, message: HostMessage): AppState | undefined {
  switch (message.type) {
    case 'initial':
      return {
        identity: message.identity,
        t: createTranslate(message.bundle),
        locale: message.locale,
        ...contentOf(message),
        inspection: message.state,
        setup: message.setup,
        readingMetrics: message.readingMetrics,
        readingNetwork: message.readingNetwork,
        setupProblems: message.setupProblems,
        target: message.target,
        temporaryProbe: message.temporaryProbe,
        totals: message.totals,
        latency: message.latency,
        latencyFailure: message.latencyFailure,
        measuring: message.measuring,
        terminal: message.terminal,
        said: silence,
      };
    case 'report':
      return state && { ...state, ...contentOf(message) };
    case 'state':
      return (
        state && {
          ...withInspection(state, message.state),
          target: message.target,
          temporaryProbe: message.temporaryProbe,
          terminal: sameTerminal(state.terminal, message.terminal),
        }
      );
    case 'setup':
      return (
        state && {
          ...state,
          setup: message.setup,
          readingMetrics: message.readingMetrics,
          readingNetwork: message.readingNetwork,
          setupProblems: message.setupProblems,
        }
      );
    case 'latency':
      return (
        state && {
          ...state,
          latency: message.latency,
          latencyFailure: message.latencyFailure,
          measuring: message.measuring,
        }
      );
    case 'totals':
      return state && { ...state, totals: message.totals };
    case 'directory':
    case 'directoryFailed':
      return state;
  }
}

/** The one that is there, where nothing differs: what is made of it is not drawn anew with each step. */
function sameTerminal(known: TerminalContent, told: TerminalContent): TerminalContent {
  return known.shell === told.shell && known.profile === told.profile ? known : told;
}

function withInspection(state: AppState, inspection: InspectionState): AppState {
  const { identity, inspection: from, locale, report, t } = state;
  const begins = inspection.kind === 'inspecting' && from.kind !== 'inspecting';
  const before = begins ? report : state.before;
  const said = announce(identity.functionName, from, { inspection, report }, before, t, locale);
  return { ...state, inspection, before, said: said ?? state.said };
}

function contentOf({ report, directories }: ReportContent): Pick<AppState, 'report' | 'directories'> {
  return { report: report === undefined ? undefined : decodeReport(report), directories };
}
