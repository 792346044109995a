import { visible, visibleLines } from '../../../core/text/visibleText';
import type { TemplateCode, TemplateFinding } from '../../../template';
import type { CheckedTemplate } from '../checkRun';
import type { Format, FormatContext } from './format';
import { placeOf } from './place';

/**
 * For the test reports of CI servers: a suite for each template, a case for each check. It is valid by both schemas that
 * there are, Ant's and Jenkins's, so that what does not fail the run stands in the output of the suite.
 */
export const formatJunit: Format = ({ templates }, context) => {
  const timestamp = new Date().toISOString().slice(0, 19);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...templates.map((template, id) => suite(template, `timestamp="${timestamp}" id="${id}"`, context)),
    '</testsuites>\n',
  ].join('\n');
};

function suite(template: CheckedTemplate, attributes: string, context: FormatContext): string {
  const { isFailure, templates, version } = context;
  const failed = new Map<TemplateCode, TemplateFinding[]>();
  for (const finding of template.findings.filter(({ severity }) => isFailure(severity))) {
    failed.set(finding.code, [...(failed.get(finding.code) ?? []), finding]);
  }
  const name = attribute(template.name);
  const cases = templates.checkDescriptions;
  const passing = template.findings.filter(({ severity }) => !isFailure(severity));
  return [
    `  <testsuite name="${name}" package="" hostname="localhost" ${attributes} tests="${cases.length}" failures="${failed.size}" errors="0" time="0">`,
    `    <properties><property name="version" value="${attribute(version)}"/></properties>`,
    ...cases.map(({ code }) => {
      const head = `    <testcase name="${code}" classname="${name}" time="0"`;
      const findings = failed.get(code);
      return findings ? `${head}>${failure(template, findings, context)}</testcase>` : `${head}/>`;
    }),
    `    <system-out>${content(passing.map(finding => line(template, finding, context)).join('\n'))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ].join('\n');
}

function failure(
  template: CheckedTemplate,
  findings: readonly TemplateFinding[],
  context: FormatContext,
): string {
  const [first] = findings;
  const message = first ? context.templates.describeTemplateFinding(first, context.t).message : '';
  const lines = [...findings.map(finding => line(template, finding, context)), ...pages(findings)];
  return `<failure message="${attribute(message)}" type="${first?.severity ?? ''}">${content(lines.join('\n'))}</failure>`;
}

function line(template: CheckedTemplate, finding: TemplateFinding, { t, templates }: FormatContext): string {
  const { startLine, startColumn } = placeOf(template, finding.range);
  const { message } = templates.describeTemplateFinding(finding, t);
  return `${template.name}:${startLine}:${startColumn}: ${finding.severity}: ${message} [${finding.code}]`;
}

function pages(findings: readonly TemplateFinding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ sources }) => sources))];
}

function content(text: string): string {
  // XML has no characters for what these would hide.
  return escaped(visibleLines(text));
}

function attribute(text: string): string {
  return escaped(visible(text));
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
}
