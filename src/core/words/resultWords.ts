import type { Translate } from '../translate';
import type { Report } from '../report';
import { counted, formatInteger } from '../text/display';
import { describeLead } from './leadWords';
import { describeVerdict } from './verdictWords';

/** A report in two sentences: what is worst or else whether code must retry, and how much was found. */
export function describeResult(report: Report, t: Translate, locale: string): readonly string[] {
  const { headline } = describeLead(report, t, locale) ?? describeVerdict(report.verdict, t, locale);
  return [headline, describeFindingCount(report, t, locale)];
}

/** Says how many findings there are and how severe the worst is. */
function describeFindingCount({ findings }: Report, t: Translate, locale: string): string {
  const [worst] = findings;
  if (!worst) {
    return t('No findings.');
  }
  const count = formatInteger(findings.length, locale);
  switch (worst.severity) {
    case 'error':
      return counted(findings.length, locale, {
        one: t('1 finding, an error.'),
        other: t('{0} findings, the worst an error.', count),
      });
    case 'warning':
      return counted(findings.length, locale, {
        one: t('1 finding, a warning.'),
        other: t('{0} findings, the worst a warning.', count),
      });
    case 'info':
      return counted(findings.length, locale, {
        one: t('1 finding, for information.'),
        other: t('{0} findings, for information.', count),
      });
  }
}
