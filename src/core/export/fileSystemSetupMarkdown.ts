import { propertyTable } from './propertyTable';
import type { LambdaFunction } from '../lambdaFunction';
import type { Translate } from '../translate';
import { code, prose } from '../text/markdownText';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { metricsMarkdown } from './metricsMarkdown';
import { describeFileSystemSetup } from '../words/fileSystemSetupWords';

/** How the file system is set up, as a section of a Markdown document. */
export function fileSystemSetupMarkdown(
  setup: FileSystemSetup,
  target: LambdaFunction,
  t: Translate,
  locale: string,
): string {
  const { facts, notRead } = describeFileSystemSetup(setup, target, t, locale);
  const parts = [
    `## ${prose(t('File system, as AWS describes it'))}`,
    facts.length === 0
      ? ''
      : propertyTable(
          facts.map(({ name, values }) => [name, values.map(code).join('<br>')]),
          t,
        ),
    notRead.map(sentence => `- ${prose(sentence)}`).join('\n'),
    metricsMarkdown(setup, target, t, locale),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}
