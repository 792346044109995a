import { formatBytes, formatDuration, formatInteger, formatShare } from '../../../src/core/text/display';
import type { NfsStatistics, OperationStatistics, Report } from '../../../src/core/report';
import { joinSentences } from '../../../src/core/translate';
import { DataTable, type TableColumn } from '../components/dataTable';
import { Notice } from '../components/notice';
import { FactList, type Fact } from '../components/factList';
import { ReportSection } from '../components/reportSection';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { NotReadNotices } from './notRead';

/** What the NFS client counted since the mount was made, from mountstats. */
export function StatisticsSection({ report }: { readonly report: Report }) {
  const { t } = useSurroundings();
  const { statistics, notRead } = report;
  return (
    <ReportSection id="statistics" title={t('NFS statistics')}>
      <NotReadNotices notRead={notRead} section="statistics" />
      {statistics ? (
        <>
          <Totals statistics={statistics} />
          <Operations statistics={statistics} />
        </>
      ) : (
        <Notice kind="unknown">
          {t('There are none: /proc/self/mountstats was not read, or does not mention this mount.')}
        </Notice>
      )}
    </ReportSection>
  );
}

function Totals({ statistics }: { readonly statistics: NfsStatistics }) {
  const { t, locale } = useSurroundings();
  const { bytes, duringProbe, ageSeconds, cacheHitShare } = statistics;
  const count = (value: bigint | undefined) => value !== undefined && formatInteger(value, locale);
  const size = (value: bigint | undefined) => value !== undefined && formatBytes(value, locale);
  const facts: readonly Fact[] = [
    {
      name: t('Mounted for'),
      value: ageSeconds !== undefined && formatDuration(Number(ageSeconds) * 1000, locale),
    },
    { name: t('Operations'), value: count(statistics.totalOperations) },
    { name: t('Retransmissions'), value: count(statistics.retransmissions) },
    { name: t('Major timeouts'), value: count(statistics.majorTimeouts) },
    { name: t('Errors'), value: count(statistics.errors) },
    { name: t('Reconnects'), value: count(statistics.reconnects) },
    { name: t('Late replies'), value: count(statistics.lateReplies) },
    { name: t('Delays asked for by the server'), value: count(statistics.serverDelays) },
    { name: t('Read by programs'), value: size(bytes?.normalRead) },
    { name: t('Read from the server'), value: size(bytes?.serverRead) },
    { name: t('Written by programs'), value: size(bytes?.normalWrite) },
    { name: t('Written to the server'), value: size(bytes?.serverWrite) },
    {
      name: t('Answered from the cache'),
      value: cacheHitShare !== undefined && formatShare(cacheHitShare, locale),
    },
  ];
  return (
    <>
      <p class="muted">
        {joinSentences([
          t('Counted by this execution environment since it mounted the file system.'),
          ...(duringProbe
            ? [
                t(
                  'By this inspection itself: operations {0}, retransmissions {1}, major timeouts {2}.',
                  formatInteger(duringProbe.operations, locale),
                  formatInteger(duringProbe.retransmissions, locale),
                  formatInteger(duringProbe.majorTimeouts, locale),
                ),
              ]
            : []),
        ])}
      </p>
      <FactList facts={facts} numeric />
    </>
  );
}

function Operations({ statistics: { operations } }: { readonly statistics: NfsStatistics }) {
  const { t, locale } = useSurroundings();
  if (operations.length === 0) {
    return null;
  }
  const number = (
    id: string,
    label: string,
    read: (operation: OperationStatistics) => bigint | undefined,
  ): TableColumn<OperationStatistics> => ({
    id,
    label,
    numeric: true,
    cell: operation => {
      const value = read(operation);
      return value !== undefined && formatInteger(value, locale);
    },
  });
  const average = (
    id: string,
    label: string,
    read: (operation: OperationStatistics) => number,
  ): TableColumn<OperationStatistics> => ({
    id,
    label,
    numeric: true,
    cell: operation => formatDuration(read(operation), locale),
  });
  const columns: readonly TableColumn<OperationStatistics>[] = [
    {
      id: 'operation',
      label: t('Operation'),
      cell: ({ name }) => (
        <span class="code">
          <Untrusted text={name} />
        </span>
      ),
    },
    number('count', t('Count'), ({ operations: count }) => count),
    {
      id: 'share',
      label: t('Share'),
      numeric: true,
      cell: ({ share }) => formatShare(share, locale),
    },
    average('round-trip', t('Round trip'), ({ averageRoundTripMs }) => averageRoundTripMs),
    average('execution', t('Execution'), ({ averageExecuteMs }) => averageExecuteMs),
    average('queue', t('Queue'), ({ averageQueueMs }) => averageQueueMs),
    number('retransmissions', t('Retransmissions'), ({ retransmissions }) => retransmissions),
    number('timeouts', t('Timeouts'), ({ majorTimeouts }) => majorTimeouts),
    ...(operations.some(({ errors }) => errors !== undefined)
      ? [number('errors', t('Errors'), ({ errors }) => errors)]
      : []),
    ...(operations.some(({ duringProbe }) => duringProbe !== undefined)
      ? [number('probe', t('By this inspection'), ({ duringProbe }) => duringProbe)]
      : []),
  ];
  return (
    <DataTable
      label={t('NFS operations')}
      columns={columns}
      rows={operations}
      rowKey={({ name }) => name}
      stacksBelow="wide"
    />
  );
}
