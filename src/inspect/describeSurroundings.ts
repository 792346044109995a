import { readingValue } from '../core/mount/reading';
import type { Translate } from '../core/translate';
import { describeFileSystemSetup, describeUnread } from '../core/words/fileSystemSetupWords';
import { describeMetrics } from '../core/words/metricWords';
import { describeFailure, describeStanding } from '../core/words/mountFailureWords';
import { describePath } from '../core/words/mountPathWords';
import type { Inspection } from './inspection';

/** What was read around a mount, and the causes of its failure, in words: parts that were not read are absent. */
export function describeSurroundings(
  { failure, setup, status, target }: Pick<Inspection, 'failure' | 'setup' | 'status' | 'target'>,
  t: Translate,
  locale: string,
) {
  const explanation = status === 'failed' ? failure?.explanation : undefined;
  const metrics = readingValue(setup?.metrics);
  const system = readingValue(setup?.fileSystem);
  const configuration = setup && describeFileSystemSetup(setup, target, t, locale);
  return {
    causes:
      explanation &&
      describeFailure(explanation, t, locale).causes.map(({ check, code, standing, title }) => ({
        code,
        standing: describeStanding(standing, t) ?? t('Possible'),
        title,
        check,
      })),
    path:
      setup?.network &&
      describePath(target, setup, t).map(({ fact, names, state, title }) => ({
        part: title,
        names,
        state,
        evidence: fact,
      })),
    metrics:
      metrics &&
      describeMetrics(metrics, target.fileSystem.kind, system, t, locale).map(
        ({ highest, lowest, name, newest, note, title }) => ({ name, title, lowest, highest, newest, note }),
      ),
    ...(setup &&
      configuration && {
        fileSystem: configuration.facts,
        notRead: [...configuration.notRead, ...describeUnread([setup.metrics], t)],
      }),
  };
}
