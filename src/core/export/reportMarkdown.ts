import { directoryMarkdown } from './directoryMarkdown';
import { fixesMarkdown } from './fixesMarkdown';
import { latencyMarkdown } from './latencyMarkdown';
import { moreThan, mostEntries, type DocumentLanguage } from './markdownRows';
import { propertyTable } from './propertyTable';
import { mountPathMarkdown } from './mountPathMarkdown';
import { fileSystemSetupMarkdown } from './fileSystemSetupMarkdown';
import { statisticsMarkdown } from './statisticsMarkdown';
import { formatBytes, formatDuration, formatOptionValue, formatShare, formatUtc } from '../text/display';
import type { Translate } from '../translate';
import { code, fenced, folded, prose, table } from '../text/markdownText';
import type { LatencyMeasurement } from '../latency/latency';
import { asOf, type FileSystemSetup } from '../mount/fileSystemSetup';
import type { Report } from '../report';
import type { StorageRow } from '../mount/storage';
import { describeErrno } from '../words/errnoWords';
import { describeFinding } from '../words/findingWords';
import { describeNextSteps } from '../words/nextStepWords';
import { describeOption, describeStatus } from '../words/optionWords';
import { describeNotRead } from '../words/sectionWords';
import { describeSeverity } from '../words/severityWords';
import { describeDirectRead } from '../words/directReadWords';
import { describeNotCopied, describeOrigin, describeWay } from '../words/originWords';
import { describeVerdict } from '../words/verdictWords';

/** A report as a Markdown document for people. Everything that was read is shown as text, never as markup. */
export function reportToMarkdown(
  report: Report,
  t: Translate,
  locale: string,
  setup?: FileSystemSetup,
  latency?: LatencyMeasurement,
): string {
  const context = { t, locale };
  const sections = [
    heading(report, context),
    verdict(report, context),
    findings(report, setup, context),
    options(report, context),
    storage(report.storage, context),
    ...report.directories.map(directory => directoryMarkdown(directory, context)),
    statisticsMarkdown(report.statistics, context),
    latency ? latencyMarkdown(latency, report.capture.target.fileSystem.kind, t, locale) : '',
    environment(report, context),
    setup ? fileSystemSetupMarkdown(setup, report.capture.target, t, locale) : '',
    setup?.network ? mountPathMarkdown(report.capture.target, setup, t) : '',
    notRead(report, context),
    raw(report, context),
  ];
  return `${sections.filter(section => section !== '').join('\n\n')}\n`;
}

function heading({ capture }: Report, { t }: DocumentLanguage): string {
  const { target } = capture;
  const takenAt = Date.parse(capture.takenAt);
  return [
    `# ${prose(t('Mount report of {0}', target.name))}`,
    propertyTable(
      [
        [t('Function'), code(target.arn)],
        [t('Region'), code(target.region)],
        [t('Local mount path'), code(target.fileSystem.localMountPath)],
        [t('Access point'), code(target.fileSystem.arn)],
        [t('Inspected'), prose(formatUtc(takenAt))],
        [t('Read by'), prose(describeWay(capture.way, t))],
        [t('Origin'), prose(describeOrigin(target.origin, t))],
      ],
      t,
    ),
  ].join('\n\n');
}

function verdict({ verdict: answer }: Report, { t, locale }: DocumentLanguage): string {
  const { headline, explanation } = describeVerdict(answer, t, locale);
  const parts = [`## ${prose(headline)}`, explanation.map(sentence => `- ${prose(sentence)}`).join('\n')];
  if (answer.remainingErrors.length > 0) {
    parts.push(
      prose(t('Errors that reach the program all the same:')),
      table(
        [
          [t('Error'), 'left'],
          [t('Meaning'), 'left'],
          [t('Source'), 'left'],
        ],
        answer.remainingErrors.map(({ errno, source }) => [
          code(errno),
          prose(describeErrno(errno, answer.kind, t)),
          `<${source}>`,
        ]),
      ),
    );
  }
  return parts.join('\n\n');
}

function findings(
  { capture: { takenAt, target }, findings: found }: Report,
  known: FileSystemSetup | undefined,
  { t, locale }: DocumentLanguage,
): string {
  const setup = asOf(known, takenAt);
  const parts = [`## ${prose(t('Findings'))}`];
  if (found.length === 0) {
    parts.push(prose(t('Nothing was found that is worth your time.')));
  }
  for (const finding of found) {
    const { title, why } = describeFinding(finding, t, locale);
    parts.push(
      `### ${prose(describeSeverity(finding.severity, t))}: ${prose(title)}`,
      prose(why),
      ...describeNextSteps(finding, target, setup, t, locale).flatMap(({ fixes, words }) => [
        prose(words),
        ...fixesMarkdown(fixes, target.region, t),
      ]),
      [`- ${code(finding.code)}`, ...finding.sources.map(source => `- <${source}>`)].join('\n'),
    );
  }
  return parts.join('\n\n');
}

function options({ mount }: Report, context: DocumentLanguage): string {
  const { t, locale } = context;
  if (mount === undefined) {
    return '';
  }
  return [
    `## ${prose(t('Mount options'))}`,
    `${code(mount.source)} ${code(mount.mountPoint)} ${code(mount.fsType)}`,
    table(
      [
        [t('Option'), 'left'],
        [t('Value'), 'left'],
        [t('Recommended'), 'left'],
        [t('Status'), 'left'],
        [t('Meaning'), 'left'],
      ],
      mount.options
        .slice(0, mostEntries)
        .map(option => [
          code(option.key),
          [
            code(formatOptionValue(option, locale)),
            ...(option.evidence === 'printed' ? [] : [`(${prose(t('default'))})`]),
          ]
            .filter(part => part !== '')
            .join(' '),
          code(
            option.recommended === undefined
              ? ''
              : formatOptionValue({ ...option, value: option.recommended }, locale),
          ),
          prose(describeStatus(option.status, t)),
          prose(describeOption(option, t)),
        ]),
    ),
    ...moreThan(mostEntries, mount.options.length, context),
  ].join('\n\n');
}

function storage(rows: readonly StorageRow[], context: DocumentLanguage): string {
  const { t, locale } = context;
  if (rows.length === 0) {
    return '';
  }
  const bytes = (size: bigint | undefined): string =>
    size === undefined ? '' : prose(formatBytes(size, locale));
  return [
    `## ${prose(t('Storage'))}`,
    table(
      [
        [t('Source'), 'left'],
        [t('Type'), 'left'],
        [t('Size'), 'right'],
        [t('Used'), 'right'],
        [t('Available'), 'right'],
        [t('Use'), 'right'],
        [t('Mounted on'), 'left'],
      ],
      rows
        .slice(0, mostEntries)
        .map(row => [
          code(row.source),
          code(row.fsType ?? ''),
          row.elastic ? prose(t('elastic')) : bytes(row.total),
          bytes(row.used),
          row.elastic ? '' : bytes(row.available),
          row.usedPercent === undefined || row.elastic
            ? ''
            : prose(formatShare(row.usedPercent / 100, locale)),
          code(row.mountPoint),
        ]),
    ),
    ...moreThan(mostEntries, rows.length, context),
  ].join('\n\n');
}

function environment({ capture, environment: found }: Report, context: DocumentLanguage): string {
  const { t, locale } = context;
  const { target } = capture;
  const { identity, runtime } = found;
  const rows: readonly (readonly [string, string])[] = [
    [t('User'), code(found.user ?? '')],
    [t('User ID and group ID'), identity === undefined ? '' : code(`${identity.uid}:${identity.gid}`)],
    [t('Groups'), code(identity?.groups.join(', ') ?? '')],
    [t('Runtime'), code(target.runtime ?? target.packageType)],
    [t('Architecture'), code(target.architecture)],
    [t('Kernel'), code(runtime?.kernel ?? '')],
    [t('Node.js of the probe'), code(runtime?.node ?? '')],
    [t('Memory'), prose(formatBytes(BigInt(Math.round(target.memoryMb)) * 1024n * 1024n, locale))],
    [t('Direct reads from S3'), prose(describeDirectRead(target, t) ?? '')],
    [t('Timeout'), prose(formatDuration(target.timeoutSeconds * 1000, locale))],
    [t('VPC'), code(target.vpcId ?? '')],
    [t('Subnets'), target.subnetIds.map(code).join(' ')],
    [t('Security groups'), target.securityGroupIds.map(code).join(' ')],
    [t('Role'), code(target.role ?? '')],
    [t('Tools in /bin'), found.tools.slice(0, mostEntries).map(code).join(' ')],
  ];
  return [
    `## ${prose(t('Environment'))}`,
    ...(capture.way === 'temporary-probe' ? [prose(describeNotCopied(target.name, t))] : []),
    propertyTable(
      rows.filter(([, value]) => value !== ''),
      t,
    ),
    ...moreThan(mostEntries, found.tools.length, context),
  ].join('\n\n');
}

function notRead({ notRead: missing }: Report, { t }: DocumentLanguage): string {
  return missing.length === 0
    ? ''
    : [
        `## ${prose(t('Not read'))}`,
        missing.map(item => `- ${prose(describeNotRead(item, t))}`).join('\n'),
      ].join('\n\n');
}

function raw({ raw: texts }: Report, { t }: DocumentLanguage): string {
  return texts.length === 0
    ? ''
    : [
        `## ${prose(t('Raw'))}`,
        ...texts.map(({ title, moment, text }) => {
          const when = moment && ` (${moment === 'before' ? t('before') : t('after')})`;
          return folded(prose(`${title}${when ?? ''}`), fenced(text));
        }),
      ].join('\n\n');
}
