import type { Translate } from '../translate';
import type { Report } from '../report';
import { formatInteger } from '../text/display';
import { describeLead } from './leadWords';
import { describeVerdict } from './verdictWords';

/** A report in two sentences: what is worst or else whether code must retry, and how much was found. */
export function describeResult(report: Report, t: Translate, locale: string): readonly string[] {
  const { headline } = describeLead(report, t, locale) ?? describeVerdict(report.verdict, t, locale);
  return [headline, describeFindingCount(report, t, locale)];
}

/** Says how many findings there are and how severe the worst is. */
export function describeFindingCount({ findings }: Report, t: Translate, locale: string): string {
  const [worst] = findings;
  if (!worst) {
    return t('No findings.');
  }
  const count = formatInteger(findings.length, locale);
  switch (worst.severity) {
    case 'error':
      return findings.length === 1
        ? t('1 finding, an error.')
        : t('{0} findings, the worst an error.', count);
    case 'warning':
      return findings.length === 1
        ? t('1 finding, a warning.')
        : t('{0} findings, the worst a warning.', count);
    case 'info':
      return findings.length === 1
        ? t('1 finding, for information.')
        : t('{0} findings, for information.', count);
  }
}
