import { joinSentences, type Translate } from '../../src/core/translate';
import type { Report } from '../../src/core/report';
import { describeResult } from '../../src/core/words/resultWords';
import { describeFailure } from '../../src/core/words/mountFailureWords';
import type { InspectionState } from '../../src/views/report/messages';

/** What a screen reader says of an inspection: politely, or at once. */
export interface Announcement {
  readonly status: string;
  readonly alert: string;
}

export const silence: Announcement = { status: '', alert: '' };

/** An inspection at two moments. */
interface Step {
  readonly inspection: InspectionState;
  readonly report?: Report;
}

/**
 * What there is to say when an inspection goes from one state to the next. Undefined where nothing new has happened:
 * what was said stays.
 *
 * @param before a report that was there when the inspection began
 */
export function announce(
  name: string,
  from: InspectionState,
  to: Step,
  before: Report | undefined,
  t: Translate,
  locale: string,
): Announcement | undefined {
  const { inspection, report } = to;
  switch (inspection.kind) {
    case 'inspecting':
      return { ...silence, status: inspection.progress ?? t('Inspecting {0}…', name) };
    case 'failed':
      return from.kind === 'inspecting'
        ? {
            ...silence,
            alert: joinSentences([
              t('The inspection of {0} failed.', name),
              inspection.failure
                ? describeFailure(inspection.failure, t, locale).headline
                : inspection.message,
            ]),
          }
        : undefined;
    case 'idle':
      if (from.kind !== 'inspecting') {
        return undefined;
      }
      return report && report.capture !== before?.capture
        ? {
            ...silence,
            status: joinSentences([
              t('Inspection of {0} is done.', name),
              ...describeResult(report, t, locale),
            ]),
          }
        : { ...silence, status: t('The inspection of {0} was cancelled.', name) };
  }
}
