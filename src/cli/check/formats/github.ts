import type { Severity } from '../../../core/findings/finding';
import type { Format } from './format';
import { pathFromRoot, placeOf } from './place';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Annotations of GitHub Actions.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export const formatGithub: Format = ({ templates: checked }, { root, t, templates }) =>
  checked
    .flatMap(template =>
      template.findings.map(finding => {
        const { startLine, startColumn, endLine, endColumn } = placeOf(template, finding.range);
        const properties: readonly (readonly [string, string | number])[] = [
          ['file', pathFromRoot(root, template) ?? template.name],
          ['line', startLine],
          ['endLine', endLine],
          // Columns of a range over several lines are refused.
          ...(startLine === endLine
            ? ([
                ['col', startColumn],
                ['endColumn', endColumn],
              ] as const)
            : []),
          ['title', finding.code],
        ];
        const { message } = templates.describeTemplateFinding(finding, t);
        const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',');
        return `::${commands[finding.severity]} ${list}::${data(message)}\n`;
      }),
    )
    .join('');

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
