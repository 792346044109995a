import type { Recovery } from '../../core/mount/retries';
import type { Report } from '../../core/report';
import { counted } from '../../core/text/display';
import { describeFailure, type FailureWords } from '../../core/words/mountFailureWords';
import { failureOf } from '../../inspect/failureOf';
import type { Inspection } from '../../inspect/inspection';
import { locale, t } from '../localize';

/** How an inspection stands or what it brought, in some words; undefined where there was none. */
export function summariseInspection(inspection: Inspection | undefined): string | undefined {
  if (inspection?.status === 'inspecting') {
    return t('inspecting…');
  }
  if (inspection?.status === 'failed') {
    return failureWords(inspection)?.label ?? t('inspection failed');
  }
  const report = inspection?.report;
  if (!report) {
    return undefined;
  }
  const { findings } = report;
  const standing = nameStanding(report);
  return findings.length === 0
    ? standing
    : counted(findings.length, locale, {
        one: t('{0}, 1 finding', standing),
        other: t('{0}, {1} findings', standing, findings.length),
      });
}

/** What the report leads with, in a word or two. */
export function nameStanding({ findings, mount, verdict }: Report): string {
  if (findings.some(({ code }) => code === 'not-mounted')) {
    return t('not mounted');
  }
  return mount?.unresponsive ? t('not answering') : nameRecovery(verdict.recovery);
}

/** In the kernel's own words where it has them. */
function nameRecovery(recovery: Recovery): string {
  switch (recovery) {
    case 'unknown':
      return t('nothing known');
    case 'not-nfs':
      return t('not NFS');
    default:
      return recovery;
  }
}

/** Where there is more to a failure than a sentence. */
export function failureWords(inspection: Inspection): FailureWords | undefined {
  const failure = failureOf(inspection);
  return failure && describeFailure(failure, t, locale);
}
