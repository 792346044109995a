import { useEffect, useRef, useState } from 'preact/hooks';
import { formatInteger } from '../../src/core/text/display';
import type { Report } from '../../src/core/report';
import type { KnownDirectory } from '../../src/views/report/messages';
import { sectionIds, type SectionId } from './components/reportSection';
import { useSurroundings } from './host';
import { canBeRead } from './parts/metricsSection';
import { useHeightAs } from './useHeightAs';

interface SectionLinksProps {
  readonly report: Report;
  readonly directories: readonly KnownDirectory[];
}

/** Links to the parts of the report, with how much is in each; stays below the title. */
export function SectionLinks({ report, directories }: SectionLinksProps) {
  const { t, locale } = useSurroundings();
  const row = useRef<HTMLElement>(null);
  const current = useCurrentSection(row);
  const { findings, mount, storage, statistics, raw } = report;
  const directory = directories.find(({ count: entries }) => entries > 0) ?? directories[0];
  const count = (value: number) => formatInteger(value, locale);
  const links: readonly (readonly [Exclude<SectionId, 'verdict'>, string, string?])[] = [
    ['findings', t('Findings'), count(findings.length)],
    [
      'options',
      t('Options'),
      count(mount?.options.filter(({ evidence }) => evidence === 'printed').length ?? 0),
    ],
    ['storage', t('Storage'), count(storage.length)],
    ['files', t('Files'), directory && describeCount(directory, count)],
    ['statistics', t('NFS statistics'), statistics ? count(statistics.operations.length) : '–'],
    ['latency', t('Latency')],
    ...(canBeRead(report.capture.target) ? [['metrics', t('CloudWatch')] as const] : []),
    ['environment', t('Environment')],
    ['raw', t('Raw'), count(raw.length)],
  ];
  return (
    <nav class="section-links" aria-label={t('Parts of the report')} ref={row}>
      {links.map(([id, name, amount]) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={current === id ? 'location' : undefined}
          onClick={event => {
            event.preventDefault();
            event.stopPropagation();
            document.getElementById(id)?.scrollIntoView();
            document.getElementById(`${id}-heading`)?.focus({ preventScroll: true });
          }}
        >
          {name}
          {amount !== undefined && (
            <>
              <span class="separator">, </span>
              <span class="count">{amount}</span>
            </>
          )}
        </a>
      ))}
    </nav>
  );
}

/** A dash where nothing could be read. */
function describeCount(
  { count: entries, complete }: KnownDirectory,
  format: (value: number) => string,
): string {
  if (complete) {
    return format(entries);
  }
  return entries === 0 ? '–' : `${format(entries)}+`;
}

/** The part that is below the sticky rows. Also tells the style sheet how high the links are. */
function useCurrentSection(row: { readonly current: HTMLElement | null }): SectionId {
  const [current, setCurrent] = useState<SectionId>('verdict');
  useHeightAs('--section-links-height', row);
  useEffect(() => {
    const update = () => {
      const bottom = (row.current?.getBoundingClientRect().bottom ?? 0) + 16;
      const atEnd =
        window.scrollY > 0 && window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
      const passed = sectionIds.filter(
        id => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) <= bottom,
      );
      setCurrent((atEnd ? sectionIds.at(-1) : passed.at(-1)) ?? 'verdict');
    };
    window.addEventListener('scroll', update, { passive: true });
    window.addEventListener('resize', update);
    update();
    return () => {
      window.removeEventListener('scroll', update);
      window.removeEventListener('resize', update);
    };
  }, []);
  return current;
}
