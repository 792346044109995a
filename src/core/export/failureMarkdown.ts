import { fileSystemSetupMarkdown } from './fileSystemSetupMarkdown';
import { formatUtc } from '../text/display';
import type { Translate } from '../translate';
import { code, prose, table } from '../text/markdownText';
import type { MountFailure } from '../failure/mountFailure';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import type { PlainFailure } from './reportToJson';
import { describeOrigin } from '../words/originWords';
import { describeFailure, describeStanding } from '../words/mountFailureWords';

/** Why a function could not be started, as a Markdown document for people. @param at ISO 8601 */
export function failureToMarkdown(
  failure: MountFailure,
  at: string,
  t: Translate,
  locale: string,
  setup?: FileSystemSetup,
): string {
  const { target, reason, sources } = failure;
  const { causes, facts, headline } = describeFailure(failure, t, locale);
  const rows: readonly (readonly [string, string])[] = [
    [t('Function'), code(target.arn)],
    [t('Inspected'), prose(formatUtc(Date.parse(at)))],
    [t('Origin'), prose(describeOrigin(target.origin, t))],
    [t('Local mount path'), code(target.fileSystem.localMountPath)],
    ...facts.map(({ name, values }) => [name, values.map(code).join(' ')] as const),
  ];
  const parts = [
    `# ${prose(t('Inspection of {0} failed', target.name))}`,
    prose(headline),
    reason === undefined ? '' : `${prose(t('In Lambda’s words'))}: ${code(reason)}`,
    `## ${prose(t('Causes, the most likely first'))}`,
    causes
      .map(({ check, standing, title }, index) => {
        const known = describeStanding(standing, t);
        return `${index + 1}. ${known === undefined ? '' : `${prose(known)}: `}**${prose(title)}** ${prose(check)}`;
      })
      .join('\n'),
    `## ${prose(t('Function'))}`,
    table(
      [
        [t('Property'), 'left'],
        [t('Value'), 'left'],
      ],
      rows.map(([name, value]) => [prose(name), value]),
    ),
    setup ? fileSystemSetupMarkdown(setup, target, t, locale) : '',
    sources.map(source => `- <${source}>`).join('\n'),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

/** Like {@link failureToMarkdown}, of a failure that one sentence tells. */
export function plainFailureToMarkdown(
  { at, code: problem, message, target }: PlainFailure,
  t: Translate,
): string {
  const rows: readonly (readonly [string, string])[] = [
    [t('Function'), code(target.arn)],
    [t('Inspected'), prose(formatUtc(Date.parse(at)))],
    [t('Origin'), prose(describeOrigin(target.origin, t))],
    [t('Local mount path'), code(target.fileSystem.localMountPath)],
    [t('Problem'), code(problem)],
  ];
  const properties = table(
    [
      [t('Property'), 'left'],
      [t('Value'), 'left'],
    ],
    rows.map(([name, value]) => [prose(name), value]),
  );
  return `# ${prose(t('Inspection of {0} failed', target.name))}\n\n${prose(message)}\n\n${properties}\n`;
}
