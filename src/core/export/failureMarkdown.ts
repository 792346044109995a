import { fixesForFailure } from '../fixes/fixesFor';
import { fixesMarkdown } from './fixesMarkdown';
import { propertyTable } from './propertyTable';
import { fileSystemSetupMarkdown } from './fileSystemSetupMarkdown';
import { mountPathMarkdown } from './mountPathMarkdown';
import { formatUtc } from '../text/display';
import type { LambdaFunction } from '../lambdaFunction';
import type { Translate } from '../translate';
import { code, prose } from '../text/markdownText';
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
  const parts = [
    title(target, t),
    prose(headline),
    reason === undefined ? '' : `${prose(t('In Lambda’s words'))}: ${code(reason)}`,
    failure.facts.includes('accessPoint') || setup?.network ? mountPathMarkdown(target, setup, t) : '',
    `## ${prose(t('Causes, the most likely first'))}`,
    causes
      .map(({ check, standing, title }, index) => {
        const known = describeStanding(standing, t);
        return `${index + 1}. ${known === undefined ? '' : `${prose(known)}: `}**${prose(title)}** ${prose(check)}`;
      })
      .join('\n'),
    ...failureFixes(failure, setup, t),
    `## ${prose(t('Function'))}`,
    propertyTable(
      [
        ...functionRows(target, at, t),
        ...facts.map(({ name, values }) => [name, values.map(code).join(' ')] as const),
      ],
      t,
    ),
    setup ? fileSystemSetupMarkdown(setup, target, t, locale) : '',
    sources.map(source => `- <${source}>`).join('\n'),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

/** In the order of the causes. */
function failureFixes(
  failure: MountFailure,
  setup: FileSystemSetup | undefined,
  t: Translate,
): readonly string[] {
  const fixes = [...fixesForFailure(failure, setup).values()].flat();
  return fixes.length === 0
    ? []
    : [`## ${prose(t('Fixes to copy'))}`, ...fixesMarkdown(fixes, failure.target.region, t)];
}

/** Like {@link failureToMarkdown}, of a failure that one sentence tells. */
export function plainFailureToMarkdown(
  { at, code: problem, message, target }: PlainFailure,
  t: Translate,
  locale: string,
  setup?: FileSystemSetup,
): string {
  const parts = [
    title(target, t),
    prose(message),
    setup?.network ? mountPathMarkdown(target, setup, t) : '',
    propertyTable([...functionRows(target, at, t), [t('Problem'), code(problem)]], t),
    setup ? fileSystemSetupMarkdown(setup, target, t, locale) : '',
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function title({ name }: LambdaFunction, t: Translate): string {
  return `# ${prose(t('Inspection of {0} failed', name))}`;
}

/** @param at when it was inspected, ISO 8601 */
function functionRows(
  { arn, fileSystem, origin }: LambdaFunction,
  at: string,
  t: Translate,
): readonly (readonly [name: string, value: string])[] {
  return [
    [t('Function'), code(arn)],
    [t('Inspected'), prose(formatUtc(Date.parse(at)))],
    [t('Origin'), prose(describeOrigin(origin, t))],
    [t('Local mount path'), code(fileSystem.localMountPath)],
  ];
}
