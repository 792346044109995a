import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Settings } from '../settings';
import { t } from '../localize';
import { showInformation, showWarning } from '../window';

/** Adds a function to the shell probes, once the user has confirmed what that means. */
export async function markAsShellProbe(
  { target: { arn, name } }: KnownFunction,
  settings: Settings,
): Promise<void> {
  const mark = t('Mark as Shell Probe');
  const choice = await showWarning(
    t('Does the handler of {0} run shell commands?', name),
    {
      modal: true,
      detail: t(
        'Mark it only if it takes {"Cmd": "…"}, runs that with sh -c and prints the output. It is then invoked with read-only commands: whoami, id, cat, df and ls. Any other function could do anything with such a payload.',
      ),
    },
    mark,
  );
  if (choice === mark) {
    const marked = settings.shellFunctions.ofUser;
    await settings.shellFunctions.update([...new Set([...marked, arn])]);
  }
}

export async function unmarkAsShellProbe(
  { target: { arn, name } }: KnownFunction,
  settings: Settings,
): Promise<void> {
  const marked = settings.shellFunctions.ofUser;
  if (!marked.includes(arn)) {
    void showInformation(t('{0} is not marked in your settings.', name));
    return;
  }
  await settings.shellFunctions.update(marked.filter(entry => entry !== arn));
  void showInformation(t('{0} is not marked as a shell probe any more.', name));
}
