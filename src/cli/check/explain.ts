import type * as Templates from '../../template';
import { RULES_FILE } from '../../template/read/sniff';
import { plain } from '../../core/text/visibleText';
import type { RunContext } from '../command';
import type { Paint } from '../terminal';
import { UsageError } from '../usageError';

/** What a code means, where that is written, and how it is taken back. @throws UsageError for one that does not exist */
export function explain(
  templates: typeof Templates,
  asked: string,
  { t }: Pick<RunContext, 't'>,
  paint: Paint,
): string {
  const { checkDescriptions, describeCheck } = templates;
  const check = checkDescriptions.find(({ code }) => code === asked);
  if (!check) {
    const known = checkDescriptions.map(({ code }) => code);
    throw new UsageError(t('There is no check {0}. There are: {1}', plain(asked), known.join(', ')));
  }
  const { code, severity, sources } = check;
  return `${[
    `${paint(code, 'bold')} (${severity})`,
    describeCheck(code, t),
    '',
    ...sources,
    '',
    t('To accept it where it is meant so, write a comment behind a line, or above it for all that is below:'),
    `  # efs-mount-inspector: ignore ${code}`,
    t('or, for the repository, in {0}:', RULES_FILE),
    `  { "severities": { "${code}": "off" } }`,
    `  { "ignores": [{ "code": "${code}", "files": "**/*.yaml", "reason": "…" }] }`,
  ].join('\n')}\n`;
}
