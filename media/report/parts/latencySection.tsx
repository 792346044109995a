import { histogramOf } from '../../../src/core/latency/distribution';
import type { LatencyMeasurement } from '../../../src/core/latency/latency';
import { publishedLatency } from '../../../src/core/latency/published';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { formatAgo, formatDuration, formatInteger, formatMinute } from '../../../src/core/text/display';
import {
  describeSequential,
  formatMicros,
  seriesFigures,
  summariseLatency,
  type SeriesFigures,
} from '../../../src/core/words/latencyWords';
import type { ExplainedProblem } from '../../../src/views/report/messages';
import { DataTable, type TableColumn } from '../components/dataTable';
import { Link } from '../components/link';
import { Moment } from '../components/moment';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { Refusal } from '../refusal';
import { Histogram } from './histogram';

interface LatencyProps {
  readonly target: LambdaFunction;
  readonly measurement: LatencyMeasurement | undefined;
  /** Why no newer one was made. */
  readonly failure: ExplainedProblem | undefined;
  readonly measuring: boolean;
}

/** How long the server takes, measured on request. */
export function LatencySection({ failure, measurement, measuring, target }: LatencyProps) {
  const { t, post } = useSurroundings();
  return (
    <ReportSection
      id="latency"
      title={t('Latency')}
      actions={
        measuring ? (
          <button
            type="button"
            class="button secondary"
            onClick={() => post({ type: 'command', command: 'cancelLatency' })}
          >
            {t('Stop Measuring')}
          </button>
        ) : (
          <button
            type="button"
            class="button secondary"
            onClick={() => post({ type: 'command', command: 'measureLatency' })}
          >
            {measurement ? t('Measure Again…') : t('Measure Latency…')}
          </button>
        )
      }
    >
      <p class="muted" role="status">
        {measuring ? t('Measuring…') : ''}
      </p>
      <div role="alert">
        {failure && <Refusal intro={t('The latency was not measured.')} problem={failure} />}
      </div>
      {measurement ? (
        <Measured measurement={measurement} target={target} />
      ) : (
        !measuring &&
        !failure && (
          <p class="muted">
            {t(
              'Not measured yet. A measurement asks the server some hundred times in one invocation, only by reading, and costs as much throughput as that.',
            )}
          </p>
        )
      )}
    </ReportSection>
  );
}

function Measured({
  measurement,
  target,
}: {
  readonly measurement: LatencyMeasurement;
  readonly target: LambdaFunction;
}) {
  const { t, locale } = useSurroundings();
  const { file, measuredAt, ms, operations, path, series } = measurement;
  const at = Date.parse(measuredAt);
  const published = publishedLatency(target.fileSystem.kind);
  const reference =
    published && t('AWS names {0} for a read (dashed line).', formatMicros(published.micros, locale));
  const drawn = series.filter(({ micros }) => micros.length > 0);
  const rows = series.map(each => seriesFigures(each, t, locale));
  return (
    <>
      <ul class="provenance">
        <li>
          <Moment at={measuredAt}>
            {formatMinute(at)} ({formatAgo(Date.now() - at, locale)})
          </Moment>
        </li>
        <li>
          <Untrusted text={file ?? path} />
        </li>
        <li>{t('took {0}', formatDuration(ms, locale))}</li>
        {operations !== undefined && (
          <li>{t('It took {0} NFS operations.', formatInteger(operations, locale))}</li>
        )}
      </ul>
      {drawn.length === 0 && <Notice kind="warning">{summariseLatency(measurement, t, locale)}</Notice>}
      <DataTable
        label={t('Latency')}
        columns={columnsOf(rows, t)}
        rows={rows}
        rowKey={({ name }) => name}
        stacksBelow="wide"
      />
      {describeSequential(measurement, t, locale).map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
      {published && (
        <p>
          {reference} <Link url={published.source}>docs.aws.amazon.com</Link>
        </p>
      )}
      {drawn.length > 0 && (
        <div class="histograms">
          {drawn.map(each => {
            const figures = seriesFigures(each, t, locale);
            const { p50 = '', p99 = '' } = figures.distribution ?? {};
            return (
              <figure key={figures.name}>
                <figcaption>{figures.name}</figcaption>
                <Histogram
                  label={t(
                    '{0}: {1} samples, half of them within {2}, 99 % within {3}.',
                    figures.name,
                    figures.count,
                    p50,
                    p99,
                  )}
                  bins={histogramOf(each.micros)}
                  lines={published && reference ? [{ label: reference, value: published.micros }] : []}
                />
              </figure>
            );
          })}
        </div>
      )}
    </>
  );
}

function columnsOf(
  rows: readonly SeriesFigures[],
  t: ReturnType<typeof useSurroundings>['t'],
): readonly TableColumn<SeriesFigures>[] {
  const figure = (id: 'p50' | 'p90' | 'p99' | 'max', label: string): TableColumn<SeriesFigures> => ({
    id,
    label,
    numeric: true,
    cell: ({ distribution }) => distribution?.[id] ?? '–',
  });
  return [
    { id: 'operation', label: t('Operation'), cell: ({ name }) => <span class="code">{name}</span> },
    { id: 'count', label: t('Samples'), numeric: true, cell: ({ count }) => count },
    figure('p50', 'p50'),
    figure('p90', 'p90'),
    figure('p99', 'p99'),
    figure('max', t('Highest')),
    { id: 'kernel', label: t('Kernel’s average'), numeric: true, cell: each => each.kernel ?? '–' },
    ...(rows.some(({ leftOut }) => leftOut) ? [leftOutColumn(t)] : []),
  ];
}

function leftOutColumn(t: ReturnType<typeof useSurroundings>['t']): TableColumn<SeriesFigures> {
  return {
    id: 'left-out',
    label: t('Not counted'),
    cell: ({ leftOut }) => leftOut && <Untrusted text={leftOut} />,
  };
}
