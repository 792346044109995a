import { formatBytes, formatDuration, formatInteger } from '../../../src/core/text/display';
import type { Translate } from '../../../src/core/translate';
import type { LargeFile, UnreadablePath } from '../../../src/protocol';
import type { TotalsContent } from '../../../src/views/report/messages';
import { DataTable, type TableColumn } from '../components/dataTable';
import { FactList, type Fact } from '../components/factList';
import { Notice } from '../components/notice';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { parentOf } from './paths';

interface TotalsProps {
  readonly totals: TotalsContent;
  /** Shows an entry of a directory in the list. */
  readonly onShow: (directory: string, name: string) => void;
}

/** What was or is being counted below the directory that is shown. */
export function TotalsPanel({ totals, onShow }: TotalsProps) {
  const { t, locale, post } = useSurroundings();
  const { path, status, message, unreadableCount, otherFileSystems, changed } = totals;
  const count = (value: number) => formatInteger(value, locale);
  return (
    <div class="totals">
      <h3>{t('Everything below this directory')}</h3>
      <div class="totals-status" role="status">
        <span class="muted">{describeStatus(totals, t, locale)}</span>
        {status === 'counting' && (
          <button
            type="button"
            class="button"
            onClick={() => post({ type: 'command', command: 'cancelTotals', path })}
          >
            {t('Stop Counting')}
          </button>
        )}
      </div>
      {message !== undefined && <Notice kind="error">{message}</Notice>}
      <FactList numeric facts={figures(totals, t, locale)} />
      {changed && (
        <Notice kind="warning">{t('Something changed while it was counted: the figures may be off.')}</Notice>
      )}
      {otherFileSystems > 0 && (
        <Notice kind="info">
          {t('Directories on other file systems were not entered: {0}.', count(otherFileSystems))}
        </Notice>
      )}
      {unreadableCount > 0 && <Unreadable totals={totals} />}
      {totals.largest.length > 0 && status !== 'counting' && (
        <Largest files={totals.largest} below={path} onShow={onShow} />
      )}
    </div>
  );
}

function figures(totals: TotalsContent, t: Translate, locale: string): readonly Fact[] {
  const { files, directories, links, special, bytes, allocated, operations, invocations } = totals;
  const count = (value: number | bigint) => formatInteger(value, locale);
  return [
    { name: t('Size'), value: formatBytes(BigInt(bytes), locale) },
    { name: t('Allocated'), value: formatBytes(BigInt(allocated), locale) },
    { name: t('Regular files'), value: count(files) },
    { name: t('Directories'), value: count(directories) },
    { name: t('Symbolic links'), value: links > 0 && count(links) },
    { name: t('Pipes, sockets, devices'), value: special > 0 && count(special) },
    { name: t('NFS operations'), value: operations !== undefined && count(BigInt(operations)) },
    { name: t('Invocations'), value: count(invocations) },
  ];
}

function describeStatus(
  { status, invocations, pending, elapsedMs }: TotalsContent,
  t: Translate,
  locale: string,
): string {
  const duration = formatDuration(elapsedMs, locale);
  switch (status) {
    case 'counting':
      if (invocations === 0) {
        return t('Counting…');
      }
      return t('Counting… {0} directories are known to remain.', formatInteger(pending, locale));
    case 'done':
      return t('Counted in {0}. The size of a file with several names counts once.', duration);
    case 'cancelled':
      return t('Stopped after {0}: there is more than this.', duration);
    case 'failed':
      return t('Ended after {0}: there may be more than this.', duration);
  }
}

function Unreadable({ totals }: { readonly totals: TotalsContent }) {
  const { t, locale } = useSurroundings();
  const { unreadable, unreadableCount } = totals;
  const columns: readonly TableColumn<UnreadablePath>[] = [
    { id: 'path', label: t('Path'), cell: ({ path }) => <Untrusted text={path} /> },
    { id: 'error', label: t('Error'), cell: ({ code }) => <Untrusted text={code} /> },
  ];
  return (
    <details>
      <summary>{t('Not read, and not counted: {0}', formatInteger(unreadableCount, locale))}</summary>
      <DataTable
        label={t('What could not be read')}
        columns={columns}
        rows={unreadable}
        rowKey={({ path }) => path}
        stacksBelow="medium"
      />
    </details>
  );
}

interface LargestProps {
  readonly files: readonly LargeFile[];
  /** Directory that paths are shown relative to. */
  readonly below: string;
  readonly onShow: TotalsProps['onShow'];
}

function Largest({ files, below, onShow }: LargestProps) {
  const { t, locale } = useSurroundings();
  const columns: readonly TableColumn<LargeFile>[] = [
    {
      id: 'path',
      label: t('Path'),
      unlabelled: true,
      cell: ({ path }) => {
        const { directory, name } = parentOf(path);
        return (
          <button type="button" class="link-button" onClick={() => onShow(directory, name)}>
            <Untrusted text={path.startsWith(`${below}/`) ? path.slice(below.length + 1) : path} />
          </button>
        );
      },
    },
    {
      id: 'size',
      label: t('Size'),
      numeric: true,
      cell: ({ size }) => formatBytes(BigInt(size), locale),
    },
    {
      id: 'allocated',
      label: t('Allocated'),
      numeric: true,
      cell: ({ allocated }) => formatBytes(BigInt(allocated), locale),
    },
  ];
  return (
    <details open>
      <summary>{t('Largest files')}</summary>
      <DataTable
        label={t('Largest files')}
        columns={columns}
        rows={files}
        rowKey={({ path }) => path}
        stacksBelow="medium"
      />
    </details>
  );
}
