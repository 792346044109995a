import type { NotRead, Report } from '../../../src/core/report';
import { asOf, type FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import type { Recovery } from '../../../src/core/mount/retries';
import { formatList } from '../../../src/core/text/display';
import { describeChecked, type BeingAsked } from '../../../src/core/words/checkedWords';
import { describeErrno } from '../../../src/core/words/errnoWords';
import { describeLead, type Lead } from '../../../src/core/words/leadWords';
import { isNotRecorded, nameSection } from '../../../src/core/words/sectionWords';
import { describeVerdict } from '../../../src/core/words/verdictWords';
import { Link } from '../components/link';
import { NextSteps } from '../components/nextSteps';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { Status, type StatusKind } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';

const kinds: Record<Recovery, StatusKind> = {
  hard: 'good',
  soft: 'warning',
  softerr: 'warning',
  'not-nfs': 'info',
  unknown: 'unknown',
};

interface VerdictProps {
  readonly report: Report;
  readonly setup: FileSystemSetup | undefined;
  readonly asked: BeingAsked;
}

/** The answer to "must my code retry?". */
export function Verdict({ asked, report, setup }: VerdictProps) {
  const { t, locale } = useSurroundings();
  const { verdict, notRead } = report;
  const { origin } = report.capture.target;
  const { headline, explanation } = describeVerdict(verdict, t, locale);
  // However the kernel recovers, a mount that is not there or does not answer is what the reader came for.
  const lead = describeLead(report, t, locale);
  const namesOf = (sections: readonly NotRead[]) =>
    formatList(new Set(sections.map(({ what }) => nameSection(what, t))), locale);
  const failed = notRead.filter(({ error }) => !isNotRecorded(error));
  const notRecorded = notRead.filter(({ error }) => isNotRecorded(error));
  return (
    <ReportSection id="verdict" title={lead ? t('What is wrong now') : t('Must my code retry?')}>
      {lead ? (
        <>
          <LeadCard lead={lead} report={report} setup={setup} asked={asked} />
          <details>
            <summary>{headline}</summary>
            <Explanation verdict={verdict} explanation={explanation} />
          </details>
        </>
      ) : (
        <div class={`verdict verdict-${kinds[verdict.recovery]}`}>
          <p class="headline">
            <Status kind={kinds[verdict.recovery]}>{headline}</Status>
          </p>
          <Explanation verdict={verdict} explanation={explanation} />
        </div>
      )}
      {failed.length > 0 && (
        <Notice kind="warning">{t('Not everything could be read: {0}.', namesOf(failed))}</Notice>
      )}
      {notRecorded.length > 0 && origin.kind === 'recorded' && (
        <Notice kind="info">
          {t('Not recorded in {0}: {1}.', origin.on.slice(0, 4), namesOf(notRecorded))}
        </Notice>
      )}
    </ReportSection>
  );
}

interface LeadCardProps extends VerdictProps {
  readonly lead: Lead;
}

/** What is wrong now, and what was looked at for the reader. */
function LeadCard({
  asked,
  lead: { explanation, finding, headline },
  report: { capture },
  setup,
}: LeadCardProps) {
  const { t, locale } = useSurroundings();
  const { takenAt, target } = capture;
  const then = asOf(setup, takenAt);
  return (
    <div class="verdict verdict-error">
      <p class="headline">
        <Status kind="error">{headline}</Status>
      </p>
      {explanation.map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
      <h3>{t('Checked for you')}</h3>
      <ul class="checked">
        {describeChecked(then, target, t, locale, { ...asked, metricsOfOtherTime: then !== setup }).map(
          ({ what, standing, found }) => (
            <li key={what}>
              <Status kind={standings[standing]}>
                {what}: <Untrusted text={found} />
              </Status>
            </li>
          ),
        )}
      </ul>
      <h3>{t('What to do')}</h3>
      <NextSteps finding={finding} target={target} setup={then} />
    </div>
  );
}

const standings = { good: 'good', bad: 'error', unknown: 'unknown' } as const;

interface ExplanationProps {
  readonly verdict: Report['verdict'];
  readonly explanation: readonly string[];
}

function Explanation({ verdict, explanation }: ExplanationProps) {
  const { t } = useSurroundings();
  return (
    <>
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
    </>
  );
}
