import type { ExportFormat } from '../core/export/exportFormat';
import { failureToMarkdown, plainFailureToMarkdown } from '../core/export/failureMarkdown';
import { reportToMarkdown } from '../core/export/reportMarkdown';
import { failureToJson, plainFailureToJson, reportToJson } from '../core/export/reportToJson';
import { failureSummary, reportSummary } from '../core/export/summary';
import { withMetricFindings } from '../core/withMetricFindings';
import type { Translate } from '../core/translate';
import type { Failure, Inspection } from './inspection';
import { describeError } from './inspectProblems';

/** What the words of an export need. */
export interface ExportWords {
  readonly t: Translate;
  readonly locale: string;
  /** Of what writes it. */
  readonly version: string;
}

/** What of an inspection leaves the program, or comes back of it. */
export interface ExportedInspection extends Pick<
  Inspection,
  'latency' | 'report' | 'setup' | 'status' | 'target'
> {
  /** With the code of its problem, where the problem itself is not known any more. */
  readonly failure?: Failure & { readonly code?: string };
}

/** The report, or why there is none, as a text of the given format. Undefined where nothing is known. */
export function exportInspection(
  inspection: ExportedInspection,
  format: ExportFormat,
  { locale, t, version }: ExportWords,
): string | undefined {
  const { latency, setup, target } = inspection;
  const failure = inspection.status === 'failed' ? inspection.failure : undefined;
  const explanation = failure?.explanation;
  if (failure && format === 'summary') {
    const { at, error } = failure;
    const failed = { target, at, message: describeError(error, t), explanation, setup };
    return failureSummary(failed, version, t, locale);
  }
  if (inspection.report) {
    const report = withMetricFindings(inspection.report, setup);
    switch (format) {
      case 'summary':
        return reportSummary(report, version, t, locale, setup);
      case 'markdown':
        return reportToMarkdown(report, t, locale, setup, latency);
      case 'json':
        return reportToJson(report, setup, latency);
    }
  }
  if (!failure) {
    return undefined;
  }
  const { at, code = 'unexpected', error } = failure;
  if (explanation) {
    return format === 'json'
      ? failureToJson(explanation, at, setup)
      : failureToMarkdown(explanation, at, t, locale, setup);
  }
  const plain = { target, at, code: error.problem?.code ?? code, message: describeError(error, t) };
  return format === 'json'
    ? plainFailureToJson(plain, setup)
    : plainFailureToMarkdown(plain, t, locale, setup);
}
