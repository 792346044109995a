import type { MountFinding, Report } from '../../../src/core/report';
import { describeFinding } from '../../../src/core/words/findingWords';
import { describeSeverity } from '../../../src/core/words/severityWords';
import { Notice } from '../components/notice';
import { Section } from '../components/section';
import { Sources } from '../components/sources';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';

/** What is worth a person's time, most severe first. */
export function Findings({ report }: { readonly report: Report }) {
  const { t } = useSurroundings();
  const { findings, mount } = report;
  return (
    <Section id="findings" title={t('Findings')}>
      {findings.length === 0 &&
        (mount ? (
          <Notice kind="good">
            {t('Nothing differs from AWS’s recommendations in a way that matters.')}
          </Notice>
        ) : (
          <Notice kind="unknown">{t('Nothing could be judged, because the mount was not read.')}</Notice>
        ))}
      {findings.map((finding, index) => (
        <FindingCard key={`${finding.code} ${index}`} finding={finding} />
      ))}
    </Section>
  );
}

function FindingCard({ finding }: { readonly finding: MountFinding }) {
  const { t, locale } = useSurroundings();
  const { code, severity, actual, expected, sources } = finding;
  const { title, why, action } = describeFinding(finding, t, locale);
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
      <p>{action}</p>
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
