import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { metricFindings } from '../../../src/core/mount/metricFindings';
import { extremesOf, metricQueries, pointsOf, type FileSystemMetrics } from '../../../src/core/mount/metrics';
import { readingValue } from '../../../src/core/mount/reading';
import { formatMinute } from '../../../src/core/text/display';
import {
  describeMetrics,
  describeMetricsCost,
  formatMetric,
  type MetricWords,
} from '../../../src/core/words/metricWords';
import type { ExplainedProblem } from '../../../src/views/report/messages';
import { Moment } from '../components/moment';
import { ReportSection } from '../components/reportSection';
import { Sparkline } from '../components/sparkline';
import { useSurroundings } from '../host';
import { Refusal } from '../refusal';
import { useBlankGivenUp } from '../useBlankGivenUp';
import { FindingCard } from './findingsSection';

export interface MetricsProps {
  readonly target: LambdaFunction;
  readonly setup: FileSystemSetup | undefined;
  /** Whether CloudWatch is being asked. */
  readonly reading: boolean;
  /** Why CloudWatch told nothing. */
  readonly problem: ExplainedProblem | undefined;
  /** What to mark: the inspection, or the failure, as ISO 8601. */
  readonly mark: { readonly at: string; readonly label: string };
}

/** What CloudWatch has of the file system, in the report. */
export function MetricsSection(props: MetricsProps) {
  const { t } = useSurroundings();
  return canBeRead(props.target) ? (
    <ReportSection id="metrics" title={t('CloudWatch metrics')} actions={<ReadButton {...props} />}>
      <MetricsBody {...props} />
    </ReportSection>
  ) : null;
}

/** The same beside the causes of a failure. */
export function FailureMetrics(props: MetricsProps) {
  const { t } = useSurroundings();
  return canBeRead(props.target) ? (
    <div class="failure-metrics">
      <div class="section-heading">
        <h3>{t('CloudWatch metrics')}</h3>
        <ReadButton {...props} />
      </div>
      <MetricsBody {...props} />
    </div>
  ) : null;
}

export function canBeRead({ fileSystem, origin }: LambdaFunction): boolean {
  return fileSystem.kind !== 'unknown' && origin.kind !== 'recorded';
}

function ReadButton({ reading, setup }: MetricsProps) {
  const { t, post } = useSurroundings();
  return (
    <button
      type="button"
      class="button secondary"
      title={describeMetricsCost(t)}
      aria-disabled={reading}
      onClick={() => !reading && post({ type: 'command', command: 'readMetrics' })}
    >
      {setup?.metrics?.ok ? t('Read Again') : t('Read Metrics')}
    </button>
  );
}

function MetricsBody({ mark, problem, reading, setup, target }: MetricsProps) {
  const { t, locale } = useSurroundings();
  const metrics = readingValue(setup?.metrics);
  const system = readingValue(setup?.fileSystem);
  const wasAsked = useRef(false);
  wasAsked.current ||= reading;
  // As high as they will be, so that nothing below moves when they come, or do not.
  const hasPlace = !metrics && wasAsked.current;
  const blank = useBlankGivenUp(hasPlace && !reading);
  const place = hasPlace && !blank.isGivenUp ? likelyMetrics(target, mark.at) : undefined;
  const drawn = metrics ?? place;
  const charts = drawn && (
    <Charts
      metrics={drawn}
      words={describeMetrics(drawn, target.fileSystem.kind, system, t, locale)}
      isElastic={system?.throughputMode === 'elastic'}
      mark={Date.parse(mark.at) / 1000}
    />
  );
  return (
    <div class="metrics-body" ref={blank.whole}>
      <div ref={blank.content}>
        <p class="muted">
          <span role="status">{reading ? t('Asking CloudWatch…') : ''}</span>
          {!reading && <Provenance metrics={metrics} mark={mark} />}
        </p>
        {problem && !reading && <Refusal kind="info" intro={t('No metrics were read.')} problem={problem} />}
        {metrics && charts}
        {metrics &&
          metricFindings(metrics, system).map(finding => (
            <FindingCard key={finding.code} finding={finding} target={target} setup={setup} />
          ))}
      </div>
      {place && (
        <div class="metrics-place" aria-hidden="true">
          <p class="muted">
            <Provenance metrics={place} mark={mark} />
          </p>
          {charts}
        </div>
      )}
    </div>
  );
}

/** As many metrics as there are of such a file system, of a length as they mostly have. */
function likelyMetrics({ fileSystem }: LambdaFunction, at: string): FileSystemMetrics {
  const to = Date.parse(at) / 1000;
  const points = [to - 600, to - 300, to].map(each => [each, 100] as const);
  return {
    readAt: at,
    from: new Date((to - 86_400) * 1000).toISOString(),
    to: at,
    periodSeconds: 300,
    series: metricQueries(fileSystem.kind)?.queries.map(({ name }) => ({ name, points })) ?? [],
  };
}

interface ProvenanceProps {
  readonly metrics: FileSystemMetrics | undefined;
  readonly mark: MetricsProps['mark'];
}

function Provenance({ mark, metrics }: ProvenanceProps) {
  const { t } = useSurroundings();
  if (!metrics) {
    return <>{describeMetricsCost(t)}</>;
  }
  const at = Date.parse(mark.at);
  const isShown = at >= Date.parse(metrics.from) && at <= endOf(metrics);
  return (
    <>
      {t('The last 24 hours, read at {0}.', formatMinute(Date.parse(metrics.readAt)))}
      {isShown && (
        <>
          {' '}
          <span class="mark-legend" aria-hidden="true" /> <Moment at={mark.at}>{mark.label}</Moment>
        </>
      )}
    </>
  );
}

interface ChartsProps {
  readonly metrics: FileSystemMetrics;
  readonly words: readonly MetricWords[];
  readonly isElastic: boolean;
  /** Seconds since 1970. */
  readonly mark: number;
}

function Charts({ isElastic, mark, metrics, words }: ChartsProps) {
  const { t } = useSurroundings();
  const permitted = pointsOf(metrics, 'PermittedThroughput');
  return (
    <div class="metrics">
      {words.map(each => (
        <Chart
          key={each.name}
          words={each}
          metrics={metrics}
          mark={mark}
          limit={each.name === 'MeteredIOBytes' && !isElastic && permitted.length > 0 ? permitted : undefined}
          limitName={t('dashed: what is permitted')}
        />
      ))}
    </div>
  );
}

interface ChartProps {
  readonly words: MetricWords;
  readonly metrics: FileSystemMetrics;
  readonly mark: number;
  readonly limit: MetricWords['points'] | undefined;
  readonly limitName: string;
}

function Chart({ limit, limitName, mark, metrics, words }: ChartProps) {
  const { t, locale } = useSurroundings();
  const { highest, lowest, name, newest, note, points, title, unit } = words;
  const from = Date.parse(metrics.from) / 1000;
  const to = endOf(metrics) / 1000;
  const most = Math.max(extremesOf(points)?.highest[1] ?? 0, extremesOf(limit ?? [])?.highest[1] ?? 0);
  // A part of a limit is shown against the whole of it.
  const top = unit === 'percent' ? Math.max(100, most) : most > 0 ? most : 1;
  const numbers: readonly (readonly [string, ComponentChildren])[] = [
    [t('Lowest'), lowest],
    [t('Highest'), highest],
    [t('Newest'), newest],
  ];
  const notes = [...(limit ? [limitName] : []), ...(note === undefined ? [] : [note])];
  return (
    <figure class="metric" data-metric={name}>
      <figcaption>
        {title} <span class="code muted">{name}</span>
      </figcaption>
      {points.length === 0 ? (
        <p class="muted">{t('CloudWatch has nothing of it in this time.')}</p>
      ) : (
        <>
          <div class="plot">
            <div class="axis-y muted" aria-hidden="true">
              <span>{formatMetric(top, unit, t, locale)}</span>
              <span>0</span>
            </div>
            <Sparkline
              label={t(
                '{0}: lowest {1}, highest {2}, newest {3}',
                title,
                lowest ?? '',
                highest ?? '',
                newest ?? '',
              )}
              points={points}
              limit={limit}
              from={from}
              to={to}
              periodSeconds={metrics.periodSeconds}
              top={top}
              marks={[mark]}
            />
            <div class="axis-x muted" aria-hidden="true">
              <span>{dayAndTime(from)}</span>
              <span>{dayAndTime(to)}</span>
            </div>
          </div>
          <dl class="metric-numbers">
            {numbers.map(([what, value]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {notes.length > 0 && <p class="muted">{notes.join('. ')}</p>}
    </figure>
  );
}

/** CloudWatch is asked for periods that are over; what happened since then and before it was asked is marked, too. */
function endOf({ readAt, to }: FileSystemMetrics): number {
  return Math.max(Date.parse(to), Date.parse(readAt));
}

/** In the reader's time zone, without the year. */
function dayAndTime(seconds: number): string {
  return formatMinute(seconds * 1000).slice(-'11-28 12:00'.length);
}
