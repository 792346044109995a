import type { Fix, FixFormat } from '../fixes/fix';
import { fenced, folded, prose } from '../text/markdownText';
import type { Translate } from '../translate';
import { describeFix, nameFormat } from '../words/fixWords';
import { fixText, formatsOf } from './fixText';

const languages: Readonly<Record<FixFormat, string>> = {
  'aws-cli': 'sh',
  cloudformation: 'yaml',
  terraform: 'hcl',
};

/** Fixes to copy, each folded, for POSIX shells: who reads the document may have any machine. */
export function fixesMarkdown(fixes: readonly Fix[], region: string, t: Translate): readonly string[] {
  return fixes.map(fix =>
    folded(
      prose(t('Fix: {0}', describeFix(fix, t))),
      formatsOf(fix)
        .flatMap(format => [
          `**${prose(nameFormat(format, t))}**`,
          fenced(fixText(fix, format, { shell: 'posix', region }, t), languages[format]),
        ])
        .join('\n\n'),
    ),
  );
}
