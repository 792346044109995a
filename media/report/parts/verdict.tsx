import type { NotRead, Report } from '../../../src/core/report';
import type { Recovery } from '../../../src/core/mount/retries';
import { describeErrno } from '../../../src/core/words/errors';
import { isNotRecorded, nameSection } from '../../../src/core/words/sections';
import { describeVerdict } from '../../../src/core/words/verdict';
import { Link } from '../components/link';
import { Notice } from '../components/notice';
import { Section } from '../components/section';
import { Status, type StatusKind } from '../components/status';
import { useSurroundings } from '../host';

const kinds: Record<Recovery, StatusKind> = {
  hard: 'good',
  soft: 'warning',
  softerr: 'warning',
  'not-nfs': 'info',
  unknown: 'unknown',
};

/** The answer to "must my code retry?". */
export function Verdict({ report }: { readonly report: Report }) {
  const { t, locale } = useSurroundings();
  const { mount, verdict, notRead } = report;
  const { origin } = report.capture.function;
  const { headline, explanation } = describeVerdict(verdict, t, locale);
  // However the kernel recovers, a mount that does not answer now is what the reader came for.
  const unresponsive = mount?.unresponsive === true;
  const kind = unresponsive ? 'warning' : kinds[verdict.recovery];
  const namesOf = (sections: readonly NotRead[]) =>
    new Intl.ListFormat(locale).format(new Set(sections.map(({ what }) => nameSection(what, t))));
  const failed = notRead.filter(({ error }) => !isNotRecorded(error));
  const notRecorded = notRead.filter(({ error }) => isNotRecorded(error));
  return (
    <Section id="verdict" title={t('Must my code retry?')}>
      <div class={`verdict verdict-${kind}`}>
        <p class="headline">
          <Status kind={kind}>{headline}</Status>
        </p>
        {unresponsive && (
          <p>
            <strong>{t('It does not answer now: see the findings for what to check.')}</strong>
          </p>
        )}
        {explanation.map(sentence => (
          <p key={sentence}>{sentence}</p>
        ))}
        {verdict.remainingErrors.length > 0 && (
          <details>
            <summary>
              {t('Errors that still reach your code:')}{' '}
              <span class="code">{verdict.remainingErrors.map(({ errno }) => errno).join(' ')}</span>
            </summary>
            <dl class="errors">
              {verdict.remainingErrors.map(({ errno, source }) => (
                <div key={errno}>
                  <dt class="code">{errno}</dt>
                  <dd>
                    {describeErrno(errno, verdict.kind, t)} <Link url={source}>{t('Source')}</Link>
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
      {failed.length > 0 && (
        <Notice kind="warning">{t('Not everything could be read: {0}.', namesOf(failed))}</Notice>
      )}
      {notRecorded.length > 0 && origin.kind === 'recorded' && (
        <Notice kind="info">
          {t('Not recorded in {0}: {1}.', origin.on.slice(0, 4), namesOf(notRecorded))}
        </Notice>
      )}
    </Section>
  );
}
