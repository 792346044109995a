import { counted, formatInteger } from '../../../src/core/text/display';
import type { RawText, Report } from '../../../src/core/report';
import { visibleLines } from '../../../src/core/text/visibleText';
import { CopyButton } from '../components/copyButton';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';

/** The texts exactly as they were read. */
export function RawSection({ report }: { readonly report: Report }) {
  const { t } = useSurroundings();
  const { raw, capture } = report;
  const { logTail } = capture.invocation;
  return (
    <ReportSection id="raw" title={t('Raw texts')}>
      {raw.length === 0 && logTail === undefined && (
        <Notice kind="unknown">{t('No texts were read.')}</Notice>
      )}
      {raw.map((text, index) => (
        <RawBlock key={index} title={titleOf(text)} text={text.text} unparsed={text.unparsed} />
      ))}
      {logTail !== undefined && (
        <RawBlock title={t('Log of the last invocation, at most 4 KB')} text={logTail} unparsed={[]} />
      )}
    </ReportSection>
  );

  function titleOf({ title, moment }: RawText): string {
    switch (moment) {
      case 'before':
        return t('{0}, before the file system was used', title);
      case 'after':
        return t('{0}, after the file system was used', title);
      case undefined:
        return title;
    }
  }
}

type RawBlockProps = Pick<RawText, 'title' | 'text' | 'unparsed'>;

function RawBlock({ title, text, unparsed }: RawBlockProps) {
  const { t, locale } = useSurroundings();
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  return (
    <details class="raw">
      <summary>
        <span class="code">
          <Untrusted text={title} />
        </span>{' '}
        <span class="muted">
          {counted(lines, locale, {
            one: t('1 line'),
            other: t('{0} lines', formatInteger(lines, locale)),
          })}
        </span>
        {unparsed.length > 0 && (
          <Status kind="info">
            {counted(unparsed.length, locale, {
              one: t('1 line not understood'),
              other: t('{0} lines not understood', formatInteger(unparsed.length, locale)),
            })}
          </Status>
        )}
      </summary>
      <div class="raw-text">
        <CopyButton label={t('Copy the text')} text={text} />
        <pre dir="ltr" tabIndex={0} aria-label={title}>
          {visibleLines(text)}
        </pre>
      </div>
      {unparsed.length > 0 && (
        <>
          <h3>{t('Lines not understood')}</h3>
          <ol class="unparsed code">
            {unparsed.map(({ line, text: content }) => (
              <li key={line} value={line}>
                <Untrusted text={content} />
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}
