import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';
import { formatUtc } from '../text/display';
import { code, prose, table } from '../text/markdownText';
import type { Translate } from '../translate';
import { describeMetrics } from '../words/metricWords';

/** What CloudWatch has of the file system, as a section of a Markdown document. Empty where nothing was read. */
export function metricsMarkdown(
  setup: FileSystemSetup,
  target: LambdaFunction,
  t: Translate,
  locale: string,
): string {
  const metrics = readingValue(setup.metrics);
  if (!metrics) {
    return '';
  }
  const system = readingValue(setup.fileSystem);
  const words = describeMetrics(metrics, target.fileSystem.kind, system, t, locale);
  return [
    `## ${prose(t('CloudWatch metrics'))}`,
    prose(t('The last 24 hours, read at {0}.', formatUtc(Date.parse(metrics.readAt)))),
    table(
      [
        [prose(t('Metric')), 'left'],
        [prose(t('Lowest')), 'right'],
        [prose(t('Highest')), 'right'],
        [prose(t('Newest')), 'right'],
        [prose(t('Note')), 'left'],
      ],
      words.map(({ highest = '–', lowest = '–', name, newest = '–', note = '', title }) => [
        `${prose(title)} ${code(name)}`,
        prose(lowest),
        prose(highest),
        prose(newest),
        prose(note),
      ]),
    ),
  ].join('\n\n');
}
