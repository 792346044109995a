import type { NfsStatistics } from '../mount/statistics';
import { formatDuration, formatInteger, formatShare } from '../text/display';
import { code, prose, table } from '../text/markdownText';
import { moreThan, mostEntries, type DocumentLanguage } from './markdownRows';

/** NFS statistics of a mount, as a section of a Markdown document; empty where none were read. */
export function statisticsMarkdown(
  stats: NfsStatistics | undefined,
  { t, locale }: DocumentLanguage,
): string {
  if (stats === undefined) {
    return '';
  }
  const count = (value: bigint): string => prose(formatInteger(value, locale));
  const ms = (value: number): string => prose(formatDuration(value, locale));
  return [
    `## ${prose(t('NFS statistics'))}`,
    table(
      [
        [t('Since the mount was made'), 'left'],
        [t('Value'), 'right'],
      ],
      [
        [t('Age'), stats.ageSeconds === undefined ? '' : ms(Number(stats.ageSeconds) * 1000)],
        [t('Operations'), count(stats.totalOperations)],
        [t('Retransmissions'), count(stats.retransmissions)],
        [t('Timed out'), count(stats.majorTimeouts)],
        [t('Errors'), stats.errors === undefined ? '' : count(stats.errors)],
        [t('Reconnects'), count(stats.reconnects)],
        [t('Late replies'), count(stats.lateReplies)],
      ].map(([name = '', value = '']) => [prose(name), value]),
    ),
    table(
      [
        [t('Operation'), 'left'],
        [t('Operations'), 'right'],
        [t('Share'), 'right'],
        [t('Retransmissions'), 'right'],
        [t('Timed out'), 'right'],
        [t('Errors'), 'right'],
        [t('Round trip'), 'right'],
        [t('Execution'), 'right'],
      ],
      stats.operations
        .slice(0, mostEntries)
        .map(operation => [
          code(operation.name),
          count(operation.operations),
          prose(formatShare(operation.share, locale)),
          count(operation.retransmissions),
          count(operation.majorTimeouts),
          operation.errors === undefined ? '' : count(operation.errors),
          ms(operation.averageRoundTripMs),
          ms(operation.averageExecuteMs),
        ]),
    ),
    ...moreThan(mostEntries, stats.operations.length, { t, locale }),
  ].join('\n\n');
}
