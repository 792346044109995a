import { useEffect, useRef } from 'preact/hooks';
import { copyablePath } from '../../../src/core/text/copyablePath';
import { counted, formatBytes, formatInteger } from '../../../src/core/text/display';
import type { Report } from '../../../src/core/report';
import { visible } from '../../../src/core/text/visibleText';
import { describeNotRead, isNotRecorded } from '../../../src/core/words/sectionWords';
import { SANDBOX_DIRECTORIES } from '../../../src/protocol';
import type { KnownDirectory, TotalsContent } from '../../../src/views/report/messages';
import { CopyButton } from '../components/copyButton';
import { IconButton } from '../components/iconButton';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { FileList } from '../files/fileList';
import type { FilesModel } from '../files/filesModel';
import { join } from '../files/paths';
import { PathBar } from '../files/pathBar';
import { TotalsPanel } from '../files/totalsPanel';
import { useSurroundings } from '../host';
import { NotReadNotices } from './notRead';

interface FilesProps {
  readonly report: Report;
  readonly directories: readonly KnownDirectory[];
  readonly totals: readonly TotalsContent[];
  readonly model: FilesModel;
  readonly initialTop: number;
  readonly onTopRow: (row: number) => void;
}

/** A directory of the sandbox: its entries, and the ways to other directories. */
export function FilesSection({ report, directories, totals, model, initialTop, onTopRow }: FilesProps) {
  const { t, locale, post } = useSurroundings();
  const filterField = useRef<HTMLInputElement>(null);
  const part = useRef<HTMLDivElement>(null);
  const { path, listing, rows, filter, error, status, more } = model.view;
  const { localMountPath } = report.capture.target.fileSystem;
  const counted = totals.find(each => each.path === path);
  const places = [
    ...new Set([localMountPath, ...SANDBOX_DIRECTORIES, ...directories.map(directory => directory.path)]),
  ];
  useKeptFocus(part);
  return (
    <ReportSection id="files" title={t('Files')}>
      <div
        ref={part}
        class="files"
        tabIndex={-1}
        onKeyDown={event => {
          // It stands in for the list of a directory that has none.
          if (
            event.target === event.currentTarget &&
            (event.key === 'Backspace' || event.key === 'ArrowLeft')
          ) {
            event.preventDefault();
            model.up();
          }
        }}
      >
        <PathBar
          path={path}
          places={places}
          onOpen={to => model.open(to)}
          onRefresh={() => model.refresh()}
          onCount={() => path !== undefined && post({ type: 'command', command: 'countTotalsQuietly', path })}
        />
        <Failure model={model} />
        {path === undefined && status.kind === 'idle' && (
          <>
            <NotReadNotices notRead={report.notRead} section="files" />
            <Notice
              kind="unknown"
              actions={
                <button type="button" class="button" onClick={() => model.open(localMountPath)}>
                  {t('List {0}', visible(localMountPath))}
                </button>
              }
            >
              {t('No directory was read yet.')}
            </Notice>
          </>
        )}
        {path !== undefined && (
          <>
            {error && (
              <Notice kind={isNotRecorded(error) ? 'info' : 'warning'}>
                {describeNotRead({ what: path, error }, t)}
              </Notice>
            )}
            {model.view.changed && (
              <Notice kind="warning">
                {t('The directory changed while it was read: entries may be missing or appear twice.')}
              </Notice>
            )}
            {listing.length > 0 && (
              <>
                <FilterBar model={model} field={filterField} onList={() => listIn(part.current)?.focus()} />
                <FileList
                  model={model}
                  initialTop={initialTop}
                  onTopRow={onTopRow}
                  onFilter={() => filterField.current?.focus()}
                />
              </>
            )}
            {listing.length === 0 && !error && <p class="muted">{t('This directory is empty.')}</p>}
            {listing.length > 0 && rows.length === 0 && filter !== '' && (
              <p class="muted">
                {more
                  ? t(
                      'No name matches the filter among the {0} entries that have been read so far.',
                      formatInteger(listing.length, locale),
                    )
                  : t('No name matches the filter.')}
              </p>
            )}
          </>
        )}
        <Footer model={model} />
        {counted && (
          <TotalsPanel totals={counted} onShow={(file, name) => model.open(file, { select: name })} />
        )}
      </div>
    </ReportSection>
  );
}

function listIn(part: HTMLElement | null): HTMLElement | null | undefined {
  return part?.querySelector<HTMLElement>('[role="grid"]');
}

/** What has the focus goes away with what it was for: a list, a field, a button. The keyboard then goes on in the list. */
function useKeptFocus(part: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const { current } = part;
    if (!current) {
      return undefined;
    }
    let isHere = false;
    const note = ({ target }: Event) => {
      isHere = current.contains(target as Node);
    };
    const goOn = () => {
      const { activeElement } = document;
      const place = listIn(current) ?? current;
      if (
        isHere &&
        place !== activeElement &&
        (activeElement === document.body || activeElement === current)
      ) {
        place.focus({ preventScroll: true });
      }
    };
    const observer = new MutationObserver(goOn);
    observer.observe(current, { childList: true, subtree: true });
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', note);
    // VS Code gives the focus back to the page as a whole: after a menu, and from other parts of the window.
    window.addEventListener('focus', goOn);
    return () => {
      observer.disconnect();
      window.removeEventListener('focus', goOn);
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note);
    };
  }, []);
}

function Failure({ model }: { readonly model: FilesModel }) {
  const { t } = useSurroundings();
  const { status } = model.view;
  return (
    <div role="alert">
      {status.kind === 'failed' && (
        <Notice
          kind="error"
          actions={
            <button type="button" class="button" onClick={() => model.retry()}>
              {t('Try Again')}
            </button>
          }
        >
          {t('{0} could not be listed.', visible(status.path))} {status.message}
        </Notice>
      )}
    </div>
  );
}

interface FilterBarProps {
  readonly model: FilesModel;
  readonly field: { readonly current: HTMLInputElement | null };
  /** Goes on to the list. */
  readonly onList: () => void;
}

function FilterBar({ model, field, onList }: FilterBarProps) {
  const { t, locale, post } = useSurroundings();
  const { selection, view } = model;
  const { rows, listing, filter, path = '/' } = view;
  const selected = selection.in(rows);
  const only = selected.length === 1 && selected[0] !== undefined ? listing.row(selected[0]) : undefined;
  const file = only?.type === '-' || only?.type === 'l' ? only.name : undefined;
  return (
    <div class="filter-bar">
      <input
        ref={field}
        type="search"
        value={filter}
        spellcheck={false}
        placeholder={t('Filter by name')}
        aria-label={t('Filter by name; * stands for anything')}
        title={t('Filter by name; * stands for anything')}
        onInput={event => model.filterBy(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            model.filterBy('');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onList();
          }
        }}
      />
      {file !== undefined && (
        <>
          <IconButton
            icon="go-to-file"
            label={t('Open File')}
            onClick={() => post({ type: 'command', command: 'openFile', path: join(path, file) })}
          />
          <IconButton
            icon="desktop-download"
            label={t('Save a Copy…')}
            onClick={() => post({ type: 'command', command: 'saveFileCopy', path: join(path, file) })}
          />
        </>
      )}
      {selected.length > 0 && (
        <CopyButton
          label={counted(selected.length, locale, {
            one: t('Copy the path'),
            other: t('Copy {0} paths', selected.length),
          })}
          text={() =>
            [...selected].map(index => copyablePath(join(path, listing.names[index] ?? ''))).join('\n')
          }
        />
      )}
    </div>
  );
}

/** What is being read; else how much is shown and selected, and whether there is more. */
function Footer({ model }: { readonly model: FilesModel }) {
  const { t, locale } = useSurroundings();
  const { path, listing, more, status, unasked } = model.view;
  const loading = status.kind === 'loading';
  return (
    <div class="files-footer muted">
      {/* What comes by itself does not speak over the result of an inspection. */}
      <span role={unasked ? undefined : 'status'}>
        {loading
          ? t('Reading {0}…', visible(status.path))
          : path !== undefined && listing.length > 0 && <Amounts model={model} />}
        {loading && status.append && ` ${t('{0} entries so far', formatInteger(listing.length, locale))}`}
      </span>
      {loading && (
        <button type="button" class="button" onClick={() => model.cancel()}>
          {t('Cancel')}
        </button>
      )}
      {more && !loading && (
        <span class="notice-actions">
          <button type="button" class="button" onClick={() => model.loadMore()}>
            {t('Load More')}
          </button>
          <button type="button" class="button" onClick={() => model.loadMore(true)}>
            {t('Load All')}
          </button>
        </span>
      )}
    </div>
  );
}

function Amounts({ model }: { readonly model: FilesModel }) {
  const { t, locale } = useSurroundings();
  const { selection, view } = model;
  const { rows, listing, more } = view;
  const count = (value: number) => formatInteger(value, locale);
  const selected = selection.in(rows);
  const bytes = selected.reduce((sum, index) => sum + (listing.size(index) ?? 0n), 0n);
  return (
    <>
      {rows.length === listing.length
        ? more
          ? t('{0} entries, and there are more', count(listing.length))
          : counted(listing.length, locale, {
              one: t('1 entry'),
              other: t('{0} entries', count(listing.length)),
            })
        : more
          ? t('{0} of {1} entries, and there are more', count(rows.length), count(listing.length))
          : t('{0} of {1} entries', count(rows.length), count(listing.length))}
      {more && ` · ${t('only these are sorted and filtered')}`}
      {selected.length > 0 &&
        ` · ${t('{0} selected, {1}', count(selected.length), formatBytes(bytes, locale))}`}
    </>
  );
}
