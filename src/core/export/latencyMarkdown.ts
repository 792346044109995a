import type { FileSystemKind } from '../lambdaFunction';
import type { LatencyMeasurement } from '../latency/latency';
import { publishedLatency } from '../latency/published';
import { formatUtc } from '../text/display';
import { code, prose, table } from '../text/markdownText';
import type { Translate } from '../translate';
import { describeSequential, formatMicros, seriesFigures } from '../words/latencyWords';

/** What was measured, as a section of a Markdown document. */
export function latencyMarkdown(
  measurement: LatencyMeasurement,
  kind: FileSystemKind,
  t: Translate,
  locale: string,
): string {
  const published = publishedLatency(kind);
  const rows = measurement.series.map(series => seriesFigures(series, t, locale));
  const isAnyLeftOut = rows.some(({ leftOut }) => leftOut);
  return [
    `## ${prose(t('Latency'))}`,
    `${prose(t('Measured'))}: ${prose(formatUtc(Date.parse(measurement.measuredAt)))}, ${code(measurement.file ?? measurement.path)}`,
    table(
      [
        [t('Operation'), 'left'],
        [t('Samples'), 'right'],
        ['p50', 'right'],
        ['p90', 'right'],
        ['p99', 'right'],
        [t('Highest'), 'right'],
        [t('Kernel’s average'), 'right'],
        ...(isAnyLeftOut ? [[t('Not counted'), 'left'] as const] : []),
      ],
      rows.map(({ count, distribution, kernel, leftOut, name }) => {
        const { p50 = '', p90 = '', p99 = '', max = '' } = distribution ?? {};
        const figures = [name, count, p50, p90, p99, max, kernel ?? ''];
        return (isAnyLeftOut ? [...figures, leftOut ?? ''] : figures).map(prose);
      }),
    ),
    describeSequential(measurement, t, locale)
      .map(sentence => `- ${prose(sentence)}`)
      .join('\n'),
    published
      ? `${prose(t('AWS names {0} for a read.', formatMicros(published.micros, locale)))} <${published.source}>`
      : '',
  ]
    .filter(part => part !== '')
    .join('\n\n');
}
