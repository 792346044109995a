import type { InvocableWay } from '../../core/capture/capture';
import { visible } from '../../core/text/visibleText';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { t } from '../localize';
import { showWarning } from '../window';
import { describeCode } from '../words/codeWords';

/** What a person says of a marked function: that it is what it is marked as, or that there has to be another way. */
export type MarkAnswer = 'confirmed' | 'otherwise' | undefined;

/** Asks whether a marked function is what the settings say, of what it was just seen to be. */
export async function confirmMark(
  { connection, target }: KnownFunction,
  mark: InvocableWay,
): Promise<MarkAnswer> {
  const confirm = t('Confirm and Inspect');
  const otherwise = t('Inspect Otherwise…');
  const detail = [
    mark === 'shell-handler'
      ? t('Your settings say that its handler runs shell commands. It is then invoked with them.')
      : t('Your settings say that its code is the probe of this extension. It is then invoked.'),
    t(
      'That was not confirmed of what it is now: it was changed since, or marked by hand. Anything but a probe could do anything with what it is sent.',
    ),
    '',
    target.arn,
    ...describeCode({ connection, target }),
  ];
  const choice = await showWarning(
    t('Is {0} still what it is marked as?', target.name),
    { modal: true, detail: detail.map(line => visible(line)).join('\n') },
    confirm,
    otherwise,
  );
  return choice === confirm ? 'confirmed' : choice === otherwise ? 'otherwise' : undefined;
}
