import type { ExportFormat } from '../core/export/exportFormat';
import { failureToMarkdown } from '../core/export/failureMarkdown';
import { reportToMarkdown } from '../core/export/reportMarkdown';
import { failureToJson, reportToJson } from '../core/export/reportToJson';
import { failureSummary, reportSummary } from '../core/export/summary';
import type { HumanError } from '../core/humanError';
import type { Translate } from '../core/translate';
import type { Inspection } from './inspection';
import { failureOf } from './failureOf';

/** What the words of an export need. */
export interface ExportWords {
  readonly t: Translate;
  readonly locale: string;
  /** Of what writes it. */
  readonly version: string;
  readonly describeError: (error: HumanError) => string;
}

/**
 * The report, or why there is none, as a text of the given format. Undefined where there is nothing to it: a failure
 * without more to it than a sentence has a summary alone.
 */
export function exportInspection(
  inspection: Inspection,
  format: ExportFormat,
  { describeError, locale, t, version }: ExportWords,
): string | undefined {
  const { report, setup, target } = inspection;
  const failure = inspection.status === 'failed' ? inspection.failure : undefined;
  const explanation = failureOf(inspection);
  if (failure && format === 'summary') {
    const { at, error } = failure;
    return failureSummary({ target, at, message: describeError(error), explanation }, version, t, locale);
  }
  if (report) {
    switch (format) {
      case 'summary':
        return reportSummary(report, version, t, locale);
      case 'markdown':
        return reportToMarkdown(report, t, locale, setup);
      case 'json':
        return reportToJson(report, setup);
    }
  }
  if (!explanation || !failure) {
    return undefined;
  }
  return format === 'json'
    ? failureToJson(explanation, failure.at, setup)
    : failureToMarkdown(explanation, failure.at, t, locale, setup);
}
