import { asOf, type FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import type { Report } from '../../../src/core/report';
import { describeFinding } from '../../../src/core/words/findingWords';
import { describeSeverity } from '../../../src/core/words/severityWords';
import { NextSteps, type FindingProps } from '../components/nextSteps';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { Sources } from '../components/sources';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';

interface FindingsProps {
  readonly report: Report;
  readonly setup: FileSystemSetup | undefined;
}

/** What is worth a person's time, most severe first. */
export function FindingsSection({ report, setup }: FindingsProps) {
  const { t } = useSurroundings();
  const { capture, findings, mount } = report;
  const { takenAt, target } = capture;
  const then = asOf(setup, takenAt);
  return (
    <ReportSection id="findings" title={t('Findings')}>
      {findings.length === 0 &&
        (mount ? (
          <Notice kind="good">
            {t('Nothing differs from AWS’s recommendations in a way that matters.')}
          </Notice>
        ) : (
          <Notice kind="unknown">{t('Nothing could be judged, because the mount was not read.')}</Notice>
        ))}
      {findings.map((finding, index) => (
        <FindingCard key={`${finding.code} ${index}`} finding={finding} target={target} setup={then} />
      ))}
    </ReportSection>
  );
}

/** A finding in words, with what puts it right. */
export function FindingCard({ finding, setup, target }: FindingProps) {
  const { t, locale } = useSurroundings();
  const { code, severity, actual, expected, sources } = finding;
  const { title, why } = describeFinding(finding, t, locale);
  return (
    <article class={`finding finding-${severity}`} data-code={code}>
      <h3>
        <Status kind={severity}>{describeSeverity(severity, t)}</Status>
        <span class="title">{title}</span>
      </h3>
      {(actual !== undefined || expected !== undefined) && (
        <dl class="comparison">
          {actual !== undefined && <Compared name={t('Found')} value={actual} />}
          {expected !== undefined && <Compared name={t('Recommended')} value={expected} />}
        </dl>
      )}
      <p>{why}</p>
      <NextSteps finding={finding} target={target} setup={setup} />
      <Sources code={code} urls={sources} />
    </article>
  );
}

function Compared({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="code">
        <Untrusted text={value} />
      </dd>
    </div>
  );
}
