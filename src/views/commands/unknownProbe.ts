import * as vscode from 'vscode';
import type { Translate } from '../../core/localize';
import type { KnownFunction } from '../../inspect/catalog';

/** Says why a function is not invoked, and offers what makes it possible. */
export async function explainUnknownProbe({ function: target }: KnownFunction, t: Translate): Promise<void> {
  const copyTemplate = t('Copy Probe Template');
  const mark = t('Mark as Shell Probe…');
  const choice = await vscode.window.showInformationMessage(
    t('{0} is not known to be a probe, so it is not invoked.', target.name),
    {
      modal: true,
      detail: t(
        'An unknown payload to a function in use can do anything. Deploy the probe beside the same access point with the probe template, or mark the function if its handler runs shell commands as {"Cmd": "…"}.',
      ),
    },
    copyTemplate,
    mark,
  );
  if (choice === copyTemplate) {
    await vscode.commands.executeCommand('efsMountInspector.copyProbeTemplate', { arn: target.arn });
  } else if (choice === mark) {
    await vscode.commands.executeCommand('efsMountInspector.markAsShellProbe', { arn: target.arn });
  }
}
