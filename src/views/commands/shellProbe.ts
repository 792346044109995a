import { visible } from '../../core/text/visibleText';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Services } from '../services';
import { t } from '../localize';
import { showInformation, showWarning } from '../window';
import { describeCode } from '../words/codeWords';
import { lookedAt } from './inspectMount';

type Marking = Pick<Services, 'inspector' | 'log' | 'marks' | 'settings'>;

/** Adds a function to the user's shell probes, once they have confirmed what that means for what it is now. */
export async function markAsShellProbe(was: KnownFunction, services: Marking): Promise<void> {
  const { marks, settings } = services;
  const known = await lookedAt(was, services);
  if (!known) {
    return;
  }
  const { arn, name } = known.target;
  const mark = t('Mark as Shell Probe');
  const detail = [
    t(
      'Mark it only if it takes {"Cmd": "…"}, runs that with sh -c and prints the output. It is then invoked with read-only commands: whoami, id, cat, df and ls. Any other function could do anything with such a payload.',
    ),
    '',
    arn,
    ...describeCode(known),
  ];
  const choice = await showWarning(
    t('Does the handler of {0} run shell commands?', name),
    { modal: true, detail: detail.map(line => visible(line)).join('\n') },
    mark,
  );
  if (choice === mark) {
    await marks.confirm(known.target, 'shell-handler');
    await settings.shellFunctions.edit([arn], []);
  }
}

export async function unmarkAsShellProbe(
  { target: { arn, name } }: KnownFunction,
  { marks, settings }: Marking,
): Promise<void> {
  if (!settings.shellFunctions.ofUser.includes(arn)) {
    void showInformation(t('{0} is not marked in your settings.', name));
    return;
  }
  await marks.withdraw(arn, 'shell-handler');
  await settings.shellFunctions.edit([], [arn]);
  void showInformation(t('{0} is not marked as a shell probe any more.', name));
}
