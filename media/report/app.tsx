import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { formatMinute } from '../../src/core/text/display';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import type { HostMessage, InspectionState, WebviewMessage } from '../../src/views/report/messages';
import { applyMessage, type AppState } from './appState';
import { FilesModel } from './files/filesModel';
import { Announcer } from './announcer';
import { InspectionNotice, Provenance, TemporaryProbeNotice, TitleBar } from './header';
import { SurroundingsContext, useSurroundings, type Host } from './host';
import { EnvironmentSection, FunctionFacts } from './parts/environmentSection';
import { FileSystemSetupPlace } from './parts/fileSystemSetupFacts';
import { FailureSection, FailureOrigin } from './parts/failureSection';
import { FilesSection } from './parts/filesSection';
import { FindingsSection } from './parts/findingsSection';
import { LatencySection } from './parts/latencySection';
import { MountPathSection } from './parts/mountPathSection';
import { FailureMetrics, MetricsSection } from './parts/metricsSection';
import { OptionsSection } from './parts/optionsSection';
import { RawSection } from './parts/rawSection';
import { StatisticsSection } from './parts/statisticsSection';
import { StorageSection } from './parts/storageSection';
import { Verdict } from './parts/verdict';
import { SectionLinks } from './sectionLinks';
import { useHeldBack } from './useHeldBack';
import { useSecondFrame } from './useSecondFrame';

/** The page: asks the host for everything and draws what it is told. */
export function App({ host }: { readonly host: Host }) {
  const [state, receive] = useReducer(applyMessage, undefined);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const files = useMemo(() => new FilesModel(host.post, () => redraw(undefined), host.saved.files), []);
  useEffect(() => {
    const listen = ({ data }: MessageEvent<HostMessage>) => {
      receive(data);
      if (data.type === 'directory' || data.type === 'directoryFailed') {
        files.receive(data);
      }
    };
    window.addEventListener('message', listen);
    host.post({ type: 'ready', path: host.saved.files?.path });
    return () => window.removeEventListener('message', listen);
  }, []);
  useDirectoryOf(state, files, host);
  useSavedState(state, files, host);
  return state ? <Page state={state} files={files} host={host} /> : null;
}

interface PageProps {
  readonly state: AppState;
  readonly files: FilesModel;
  readonly host: Host;
}

function Page({ state, files, host }: PageProps) {
  const {
    identity,
    t,
    locale,
    report,
    readingMetrics,
    readingNetwork,
    directories,
    inspection,
    setup,
    setupProblems,
    target,
    temporaryProbe,
    totals,
    terminal,
    latency,
    latencyFailure,
    measuring,
  } = state;
  const noteStart = useScrollToNews(inspection);
  const surroundings = useMemo(
    () => ({
      t,
      locale,
      post: (message: WebviewMessage) => {
        noteStart(message);
        host.post(message);
      },
      arn: identity.arn,
      terminal,
    }),
    [t, locale, identity.arn, terminal],
  );
  // It has what matters of the function beside its causes.
  const hasExplanation = inspection.kind === 'failed' && inspection.failure !== undefined;
  const isMountFailure = inspection.kind === 'failed' && inspection.failure?.facts.includes('accessPoint');
  // What EC2 tells changes the order of the causes: it would move them under the reader's eyes.
  const isHeldBack = useHeldBack(isMountFailure ? inspection.at : undefined, readingNetwork);
  const savedTop = useSavedTop(files, host);
  useSavedScroll(host, directories.length === 0 || files.settled);
  // What was scrolled to may be anywhere.
  const isWhole = useSecondFrame(report !== undefined, (host.saved.scrollTop ?? 0) > 0);
  // Each page of a directory draws the Files part anew, and these are not to be drawn with it.
  const firstScreen = useMemo(
    () =>
      report && (
        <>
          <Verdict
            report={report}
            setup={setup}
            asked={{ metrics: readingMetrics, network: readingNetwork }}
          />
          <SectionLinks report={report} directories={directories} />
          <FindingsSection report={report} setup={setup} />
        </>
      ),
    [report, directories, setup, readingMetrics, readingNetwork],
  );
  const belowFindings = useMemo(
    () =>
      report &&
      isWhole && (
        <>
          <OptionsSection report={report} />
          <StorageSection report={report} />
        </>
      ),
    [report, isWhole],
  );
  const belowFiles = useMemo(
    () =>
      report &&
      isWhole && (
        <>
          <StatisticsSection report={report} />
          <LatencySection
            target={report.capture.target}
            measurement={latency}
            failure={latencyFailure}
            measuring={measuring}
          />
          <MetricsSection
            target={report.capture.target}
            setup={setup}
            reading={readingMetrics}
            problem={setupProblems.metrics}
            mark={{
              at: report.capture.takenAt,
              label: t('inspected at {0}', formatMinute(Date.parse(report.capture.takenAt))),
            }}
          />
          <EnvironmentSection
            report={report}
            fileSystem={
              !isMountFailure && (
                <>
                  <FileSystemSetupPlace target={report.capture.target} setup={setup} />
                  <MountPathSection
                    target={report.capture.target}
                    setup={setup}
                    reading={readingNetwork}
                    problem={setupProblems.network}
                    isDrawn={setup?.network !== undefined}
                  />
                </>
              )
            }
          />
          <RawSection report={report} />
        </>
      ),
    [
      report,
      isWhole,
      setup,
      setupProblems,
      latency,
      latencyFailure,
      measuring,
      readingMetrics,
      readingNetwork,
      isMountFailure,
    ],
  );
  return (
    <SurroundingsContext.Provider value={surroundings}>
      <Announcer said={state.said} />
      <TitleBar identity={identity} inspection={inspection} report={report} target={target} />
      <main>
        {report && <Provenance report={report} isLatest={inspection.kind === 'idle'} />}
        {temporaryProbe && <TemporaryProbeNotice />}
        <InspectionNotice inspection={inspection} report={report} />
        {inspection.kind === 'failed' && inspection.failure && (
          <FailureOrigin {...inspection.failure.target} />
        )}
        {inspection.kind === 'failed' && inspection.failure?.facts.includes('accessPoint') && (
          <MountPathSection
            target={inspection.failure.target}
            setup={setup}
            reading={readingNetwork}
            problem={setupProblems.network}
            isDrawn
          />
        )}
        {inspection.kind === 'failed' && inspection.failure && (
          <FailureSection
            isHeldBack={isHeldBack}
            failure={inspection.failure}
            // What the environment shows of the file system beside an earlier report is not repeated where it is no cause.
            setup={inspection.failure.facts.includes('accessPoint') ? setup : undefined}
            // An earlier report has them further down.
            metrics={
              !report && inspection.failure.facts.includes('accessPoint') ? (
                <FailureMetrics
                  target={inspection.failure.target}
                  setup={setup}
                  reading={readingMetrics}
                  problem={setupProblems.metrics}
                  mark={{
                    at: inspection.at,
                    label: t('failed at {0}', formatMinute(Date.parse(inspection.at))),
                  }}
                />
              ) : undefined
            }
          />
        )}
        {!report && target && !hasExplanation && <KnownFacts target={target} />}
        {!report && target && (latency ?? latencyFailure) && (
          <LatencySection
            target={target}
            measurement={latency}
            failure={latencyFailure}
            measuring={measuring}
          />
        )}
        {firstScreen}
        {belowFindings}
        {report && isWhole && (
          <FilesSection
            report={report}
            directories={directories}
            totals={totals}
            model={files}
            initialTop={savedTop}
            onTopRow={topRow => saveFiles(files, host, topRow)}
          />
        )}
        {belowFiles}
      </main>
    </SurroundingsContext.Provider>
  );
}

/** What is known of a function before it was ever inspected. */
function KnownFacts({ target }: { readonly target: LambdaFunction }) {
  const { t } = useSurroundings();
  return (
    <section aria-labelledby="known-heading">
      <h2 id="known-heading" tabIndex={-1}>
        {t('What is known already')}
      </h2>
      <FunctionFacts target={target} />
    </section>
  );
}

/** Shows the directory of last time, or else the first one with anything in it; reads nothing from the function. */
function useDirectoryOf(state: AppState | undefined, files: FilesModel, host: Host): void {
  const directories = state?.directories;
  useEffect(() => {
    const wanted = files.view.path ?? host.saved.files?.path;
    const known =
      directories?.find(({ path }) => path === wanted) ??
      directories?.find(({ count }) => count > 0) ??
      directories?.[0];
    if (known) {
      files.open(known.path, { unasked: true });
    }
  }, [directories]);
}

/**
 * Shows the top of the page when an inspection has failed, or was started elsewhere: what it brings is there.
 *
 * @returns to be told of what the page itself asks for
 */
function useScrollToNews({ kind }: InspectionState): (message: WebviewMessage) => void {
  const startedHere = useRef(false);
  const before = useRef(kind);
  useLayoutEffect(() => {
    const started = kind === 'inspecting' && !startedHere.current;
    if (before.current !== kind && (started || kind === 'failed')) {
      window.scrollTo(0, 0);
    }
    if (kind !== 'inspecting') {
      startedHere.current = false;
    }
    before.current = kind;
  }, [kind]);
  return useCallback((message: WebviewMessage) => {
    if (message.type === 'command' && message.command === 'inspect') {
      startedHere.current = true;
    }
  }, []);
}

/** Row at the top of the list last time: only until another directory than that of last time is shown. */
function useSavedTop(files: FilesModel, host: Host): number {
  const saved = useRef(host.saved.files);
  if (files.view.path !== undefined && files.view.path !== saved.current?.path) {
    saved.current = undefined;
  }
  return saved.current?.topRow ?? 0;
}

function useSavedState(state: AppState | undefined, files: FilesModel, host: Host): void {
  const identity = state?.identity;
  useEffect(() => {
    if (identity) {
      host.save(identity);
    }
  }, [identity]);
  const { path, filter, sort } = files.view;
  useEffect(() => saveFiles(files, host), [path, filter, sort]);
}

function saveFiles(files: FilesModel, host: Host, topRow = host.saved.files?.topRow ?? 0): void {
  const { path, filter, sort } = files.view;
  if (path !== undefined) {
    host.save({ files: { path, filter, sort, topRow } });
  }
}

/** Scrolls the page to where it was as soon as it is as high as it was, and remembers where it is from then on. */
function useSavedScroll(host: Host, complete: boolean): void {
  useLayoutEffect(() => {
    if (!complete) {
      return undefined;
    }
    window.scrollTo(0, host.saved.scrollTop ?? 0);
    const remember = () => host.save({ scrollTop: window.scrollY });
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, [complete]);
}
