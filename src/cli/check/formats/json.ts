import { visibleJson } from '../../../core/text/visibleText';
import type { CheckRun } from '../checkRun';
import type { Format } from './format';
import { placeOf } from './place';

/** Rises with every change of the shape. */
const SCHEMA_VERSION = 1;

/** For programs of any kind. Places are from 1 on, offsets in UTF-16 units. */
export const formatJson: Format = (run, { t, templates, version }) => {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    version,
    files: run.files,
    templates: run.templates.length,
    fixed: run.fixed,
    counts: countsOf(run),
    findings: run.templates.flatMap(template =>
      template.findings.map(finding => ({
        file: template.name,
        ...placeOf(template, finding.range),
        code: finding.code,
        severity: finding.severity,
        message: templates.describeTemplateFinding(finding, t).message,
        subject: finding.subject,
        functions: finding.functions,
        construct: finding.construct,
        actual: finding.actual,
        expected: finding.expected,
        pages: finding.sources,
        related: finding.related.map(related => ({
          message: templates.describeRelated(related, t),
          ...placeOf(template, related.range),
        })),
        fixes: finding.fixes.map(fix => ({
          title: templates.describeTemplateFix(fix, t),
          edits: fix.edits.map(({ range, text }) => ({ start: range.start, end: range.end, text })),
        })),
      })),
    ),
  };
  return `${visibleJson(JSON.stringify(document, undefined, 2))}\n`;
};

function countsOf({ templates }: CheckRun) {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of templates.flatMap(({ findings }) => findings)) {
    counts[severity]++;
  }
  return counts;
}
