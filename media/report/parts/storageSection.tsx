import { formatBytes, formatInteger, formatShare } from '../../../src/core/text/display';
import type { Report, SandboxMount, StorageRow } from '../../../src/core/report';
import { DataTable, type TableColumn } from '../components/dataTable';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { NotReadNotices } from './notRead';

/** What `df` says of every real file system, and the whole mount table below it. */
export function StorageSection({ report }: { readonly report: Report }) {
  const { t } = useSurroundings();
  const { storage, mounts, notRead } = report;
  const path = report.mount?.mountPoint ?? report.capture.target.fileSystem.localMountPath;
  const own = storage.filter(({ mountPoint }) => mountPoint === path);
  const others = storage.filter(({ mountPoint }) => mountPoint !== path);
  const [shown, folded] = own.length > 0 ? [own, others] : [others, []];
  return (
    <ReportSection id="storage" title={t('Storage')}>
      <NotReadNotices notRead={notRead} section="storage" />
      {storage.length === 0 ? (
        <Notice kind="unknown">{t('No sizes were read.')}</Notice>
      ) : (
        <StorageTable rows={shown} label={t('Storage')} />
      )}
      {storage.some(row => row.elastic) && (
        <p class="muted">
          {t('Elastic: the file system grows and shrinks with its files. The size it reports means nothing.')}
        </p>
      )}
      {storage.some(row => row.rounded) && (
        <p class="muted">{t('The sizes were rounded by df before they were read.')}</p>
      )}
      {folded.length > 0 && (
        <details>
          <summary>{t('Other file systems of the execution environment ({0})', folded.length)}</summary>
          <StorageTable rows={folded} label={t('Other file systems')} />
        </details>
      )}
      {mounts.length > 0 && (
        <details>
          <summary>{t('All mounts of the execution environment ({0})', mounts.length)}</summary>
          <SandboxMounts mounts={mounts} />
        </details>
      )}
    </ReportSection>
  );
}

function StorageTable({ rows, label }: { readonly rows: readonly StorageRow[]; readonly label: string }) {
  const { t, locale } = useSurroundings();
  const size = (bytes: bigint | undefined) =>
    bytes !== undefined && (
      <span title={t('{0} bytes', formatInteger(bytes, locale))}>{formatBytes(bytes, locale)}</span>
    );
  const columns: readonly TableColumn<StorageRow>[] = [
    {
      id: 'mount-point',
      label: t('Mounted on'),
      cell: row => (
        <span class="code">
          <Untrusted text={row.mountPoint} />
        </span>
      ),
    },
    {
      id: 'source',
      label: t('Source'),
      cell: row => (
        <span class="code muted">
          <Untrusted text={row.source} />
        </span>
      ),
    },
    { id: 'type', label: t('Type'), cell: row => <Untrusted text={row.fsType ?? ''} /> },
    {
      id: 'total',
      label: t('Size'),
      numeric: true,
      cell: row => (row.elastic ? t('elastic') : size(row.total)),
    },
    { id: 'used', label: t('Used'), numeric: true, cell: row => size(row.used) },
    {
      id: 'available',
      label: t('Available'),
      numeric: true,
      cell: row => (row.elastic ? t('elastic') : size(row.available)),
    },
    { id: 'share', label: t('In use'), numeric: true, cell: row => <UsedShare row={row} /> },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={(row, index) => `${row.mountPoint} ${index}`}
      stacksBelow="medium"
    />
  );
}

function UsedShare({ row: { usedPercent, elastic, error } }: { readonly row: StorageRow }) {
  const { t, locale } = useSurroundings();
  if (error) {
    return (
      <Status kind="warning">
        {t('Not read')} (<Untrusted text={error.code} />)
      </Status>
    );
  }
  if (usedPercent === undefined || elastic) {
    return null;
  }
  return (
    <span class="share">
      <span class="bar" aria-hidden="true">
        <span class="bar-used" style={{ width: `${Math.min(Math.max(usedPercent, 0), 100)}%` }} />
      </span>
      <span>{formatShare(usedPercent / 100, locale)}</span>
    </span>
  );
}

function SandboxMounts({ mounts }: { readonly mounts: readonly SandboxMount[] }) {
  const { t } = useSurroundings();
  const text = (value: string) => (
    <span class="code">
      <Untrusted text={value} />
    </span>
  );
  return (
    <DataTable
      label={t('Mounts')}
      columns={[
        { id: 'mount-point', label: t('Mounted on'), cell: mount => text(mount.mountPoint) },
        { id: 'source', label: t('Source'), cell: mount => text(mount.source) },
        { id: 'type', label: t('Type'), cell: mount => text(mount.fsType) },
        { id: 'options', label: t('Options'), cell: mount => text(mount.options) },
      ]}
      rows={mounts}
      rowKey={(mount, index) => `${mount.mountPoint} ${index}`}
      stacksBelow="wide"
    />
  );
}
