import type { Severity } from '../../../core/findings/finding';
import { displayWidth } from '../../../core/parse/displayWidth';
import { formatInteger } from '../../../core/text/display';
import { visible } from '../../../core/text/visibleText';
import type { Translate } from '../../../core/translate';
import type { TemplateFinding } from '../../../template';
import type { Style } from '../../terminal';
import { safeFix } from '../applyFixes';
import type { CheckedTemplate, CheckRun } from '../checkRun';
import type { FormatContext } from './format';
import { placeOf } from './place';

const styles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** For people, in the form that compilers made known: `FILE:LINE:COLUMN: severity: message [code]`, and the line. */
export function formatText(run: CheckRun, context: FormatContext): string {
  const blocks = run.templates.flatMap(template =>
    template.findings.map(finding => block(template, finding, context)),
  );
  return [...blocks, summary(run, context)].join('\n');
}

function block(template: CheckedTemplate, finding: TemplateFinding, context: FormatContext): string {
  const { paint, t, templates } = context;
  const { startLine, startColumn } = placeOf(template, finding.range);
  const { message } = templates.describeTemplateFinding(finding, t);
  const style = styles[finding.severity];
  const head = [
    paint(`${template.name}:${startLine}:${startColumn}:`, 'bold'),
    paint(`${finding.severity}:`, style, 'bold'),
    message,
    paint(`[${finding.code}]`, 'dim'),
  ].join(' ');
  const gutter = String(startLine);
  const { before, marked, after, caret } = excerpt(template, finding);
  const related = finding.related.map(one => {
    const place = placeOf(template, one.range);
    return `${template.name}:${place.startLine}:${place.startColumn}: ${templates.describeRelated(one, t)}`;
  });
  const fix = safeFix(finding);
  const [page] = finding.sources;
  const notes = [
    ...related,
    ...(fix ? [t('--fix does this: {0}', templates.describeTemplateFix(fix, t))] : []),
    ...(page ? [page] : []),
  ];
  return [
    head,
    `  ${paint(`${gutter} |`, 'dim')} ${before}${paint(marked, style)}${after}`,
    `  ${paint(`${' '.repeat(gutter.length)} |`, 'dim')} ${paint(caret, style)}`,
    ...notes.map(note => paint(`  ${' '.repeat(gutter.length)} = ${note}`, 'dim')),
    '',
  ].join('\n');
}

/** Columns of a line that are shown around what is marked: templates of tools may be one line. */
const MOST_BEFORE = 60;
const MOST_SHOWN = 100;

function excerpt({ lines }: CheckedTemplate, { range }: TemplateFinding) {
  const [start, end] = [lines.positionAt(range.start), lines.positionAt(range.end)];
  const line = lines.lineAt(start.line);
  const from = start.column > MOST_BEFORE ? start.column - MOST_BEFORE : 0;
  const to = end.line === start.line ? end.column : line.length;
  const last = Math.min(line.length, from + MOST_SHOWN);
  const shown = (text: string) => visible(text.replaceAll('\t', ' '));
  const before = `${from > 0 ? '…' : ''}${shown(line.slice(from, start.column))}`;
  const marked = shown(line.slice(start.column, Math.min(to, last)));
  const after = `${shown(line.slice(Math.min(to, last), last))}${last < line.length ? '…' : ''}`;
  const caret = `${' '.repeat(displayWidth(before))}^${'~'.repeat(Math.max(0, displayWidth(marked) - 1))}`;
  return { before, marked, after, caret };
}

function summary({ files, fixed, templates }: CheckRun, { locale, paint, t }: FormatContext): string {
  const findings = templates.flatMap(template => template.findings);
  const number = (value: number) => formatInteger(value, locale);
  const done = fixed > 0 ? [t('Fixed: {0}.', number(fixed))] : [];
  if (templates.length === 0) {
    return `${t('No template with a function that mounts a file system was found. Files: {0}.', number(files))}\n`;
  }
  if (findings.length === 0) {
    const fine = t('Nothing was found. Templates: {0}.', number(templates.length));
    return `${[paint(fine, 'green'), ...done].join(' ')}\n`;
  }
  const counted = (['error', 'warning', 'info'] as const).flatMap(severity => {
    const { length } = findings.filter(finding => finding.severity === severity);
    return length > 0 ? [countedSeverity(severity, number(length), t)] : [];
  });
  const fixable = findings.filter(safeFix).length;
  return `${[
    paint(
      t(
        'Findings: {0} ({1}). Templates: {2}.',
        number(findings.length),
        counted.join(', '),
        number(templates.length),
      ),
      'bold',
    ),
    ...done,
    ...(fixable > 0 ? [t('Fixed by --fix: {0}.', number(fixable))] : []),
    t('--explain CODE says what a code means.'),
  ].join(' ')}\n`;
}

function countedSeverity(severity: Severity, count: string, t: Translate): string {
  switch (severity) {
    case 'error':
      return t('errors: {0}', count);
    case 'warning':
      return t('warnings: {0}', count);
    case 'info':
      return t('information: {0}', count);
  }
}
