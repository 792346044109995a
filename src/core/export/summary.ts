import type { MountFailure } from '../failure/mountFailure';
import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';
import { joinSentences, type Translate } from '../translate';
import type { Report } from '../report';
import {
  counted,
  formatDuration,
  formatInteger,
  formatOptionValue,
  formatShare,
  formatUtc,
} from '../text/display';
import { bounded, plain, visible } from '../text/visibleText';
import { describeFinding } from '../words/findingWords';
import { describeLead } from '../words/leadWords';
import { describeFileSystemSetup, describeUnread } from '../words/fileSystemSetupWords';
import { describeMetrics } from '../words/metricWords';
import { describeFailure, describeStanding } from '../words/mountFailureWords';
import { describePath, summarizePath } from '../words/mountPathWords';
import { describeOrigin, describeWay } from '../words/originWords';
import { describeSeverity } from '../words/severityWords';
import { describeVerdict } from '../words/verdictWords';

/** What a ticket can bear: 25 lines with all that is around these. */
const mostFindings = 8;
const mostCauses = 6;
const mostLinks = 4;
/** Characters of a line. */
const mostOfLine = 1000;

/** A report in at most 25 lines of plain text, for a ticket or a chat. @param version of the extension */
export function reportSummary(
  report: Report,
  version: string,
  t: Translate,
  locale: string,
  setup?: FileSystemSetup,
): string {
  const { capture, findings, mount, statistics } = report;
  const lead = describeLead(report, t, locale);
  const { headline } = describeVerdict(report.verdict, t, locale);
  const differing = mount?.options.filter(({ status }) => status === 'deviates') ?? [];
  return asLines(
    [
      ...heading(capture.target, capture.takenAt, t, locale),
      `${t('Read by')}: ${describeWay(capture.way, t)}`,
      `${t('Answer')}: ${joinSentences([lead?.headline, headline].filter(part => part !== undefined))}`,
      ...findings.slice(0, mostFindings).map(finding => {
        const { actual, code, expected, severity } = finding;
        const compared = [
          actual !== undefined && `${t('Found')}: ${visible(actual)}`,
          expected !== undefined && `${t('Recommended')}: ${visible(expected)}`,
        ].filter(part => part !== false);
        const { title } = describeFinding(finding, t, locale);
        return `- ${describeSeverity(severity, t)}: ${title} (${[code, ...compared].join('; ')})`;
      }),
      findings.length > mostFindings &&
        counted(findings.length - mostFindings, locale, {
          one: t('One more finding is in the report.'),
          other: t(
            '{0} more findings are in the report.',
            formatInteger(findings.length - mostFindings, locale),
          ),
        }),
      differing.length > 0 &&
        `${t('Options that differ')}: ${differing
          .map(option => visible(`${option.key} ${formatOptionValue(option, locale)}`.trim()))
          .join(', ')}`,
      statistics &&
        `NFS: ${[
          `${t('Operations')} ${formatInteger(statistics.totalOperations, locale)}`,
          `${t('Retransmissions')} ${formatInteger(statistics.retransmissions, locale)} (${formatShare(
            Number(statistics.retransmissions) / Math.max(1, Number(statistics.totalOperations)),
            locale,
          )})`,
          `${t('Timed out')} ${formatInteger(statistics.majorTimeouts, locale)}`,
          `${t('Reconnects')} ${formatInteger(statistics.reconnects, locale)}`,
        ].join(', ')}`,
      ...aroundLines(capture.target, setup, t, locale),
    ],
    findings.flatMap(({ sources }) => sources),
    version,
  );
}

/** Why an inspection failed, in the same form. */
export interface FailedInspection {
  readonly target: LambdaFunction;
  /** ISO 8601. */
  readonly at: string;
  /** A whole sentence for people. */
  readonly message: string;
  readonly explanation?: MountFailure;
  readonly setup?: FileSystemSetup;
}

export function failureSummary(
  { at, explanation, message, setup, target }: FailedInspection,
  version: string,
  t: Translate,
  locale: string,
): string {
  const words = explanation && describeFailure(explanation, t, locale);
  return asLines(
    [
      ...heading(target, at, t, locale),
      `${t('Inspection failed')}: ${visible(words?.headline ?? message)}`,
      explanation?.reason !== undefined && `${t('In Lambda’s words')}: ${visible(explanation.reason)}`,
      ...(words?.causes.filter(({ standing }) => standing !== 'ruled-out') ?? [])
        .slice(0, mostCauses)
        .map(({ check, standing, title }, index) => {
          const known = describeStanding(standing, t);
          const why = standing === 'certain' ? joinSentences([title, check]) : title;
          return `${index + 1}. ${known === undefined ? '' : `${known}: `}${why}`;
        }),
      ...aroundLines(target, setup, t, locale),
    ],
    explanation?.sources ?? [],
    version,
  );
}

/** What was read of the network and of CloudWatch, and what was denied; nothing where nobody asked. */
function aroundLines(
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  t: Translate,
  locale: string,
): readonly (string | false)[] {
  const metrics = readingValue(setup?.metrics);
  const system = readingValue(setup?.fileSystem);
  const told = metrics
    ? describeMetrics(metrics, target.fileSystem.kind, system, t, locale).flatMap(({ newest, title }) =>
        newest === undefined ? [] : `${title} ${newest}`,
      )
    : [];
  return [
    setup?.network !== undefined &&
      `${t('Path of the mount')}: ${summarizePath(describePath(target, setup, t), t)}`,
    metrics !== undefined &&
      (told.length > 0 ? `CloudWatch: ${told.join(', ')}` : t('CloudWatch has nothing of it in this time.')),
    ...(setup?.network ? describeFileSystemSetup(setup, target, t, locale).notRead : []),
    ...describeUnread([setup?.metrics], t),
  ];
}

function heading(target: LambdaFunction, at: string, t: Translate, locale: string): readonly string[] {
  const { fileSystem, origin, timeoutSeconds } = target;
  return [
    `${t('Function')}: ${visible(target.arn)}`,
    `${t('Local mount path')}: ${visible(fileSystem.localMountPath)} (${visible(fileSystem.arn)})`,
    `${t('Timeout')}: ${formatDuration(timeoutSeconds * 1000, locale)}`,
    origin.kind === 'live'
      ? `${t('Inspected')}: ${formatUtc(Date.parse(at))}`
      : `${t('Origin')}: ${describeOrigin(origin, t)}`,
  ];
}

/** One line each, whatever a text holds, then pages that say so, and what made them. */
function asLines(
  lines: readonly (string | false | undefined)[],
  pages: readonly string[],
  version: string,
): string {
  const links = [...new Set(pages)].slice(0, mostLinks);
  const shown = lines
    .filter(line => line !== undefined && line !== false)
    .map(line => unlinked(line.replace(/\s*\n\s*/g, ' ')));
  return `${[...shown, ...links, `EFS Mount Inspector for AWS Lambda ${version}`].join('\n')}\n`;
}

/** A line of which neither a ticket nor a chat makes a link: what it quotes has a blank in its addresses. */
function unlinked(line: string): string {
  return bounded(plain(line).replace(/:(?=\/\/)|www(?=\.)/gi, '$& '), mostOfLine);
}
