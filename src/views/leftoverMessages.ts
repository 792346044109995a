import * as vscode from 'vscode';
import { describeError } from '../inspect/inspectProblems';
import { copyText } from './copyText';
import { ContextKey } from './contextKeys';
import { t } from './localize';
import type { Services } from './services';
import { showError } from './window';

/** Says what could not be deleted, with what to do by hand, and tells the palette whether there is a probe to delete. */
export function registerLeftoverMessages({
  temporaryProbes,
}: Pick<Services, 'temporaryProbes'>): vscode.Disposable {
  const listener = temporaryProbes.onDidLeaveBehind(error => {
    const copy = t('Copy Command');
    const again = t('Try Again');
    void showError(describeError(error, t), copy, again).then(choice => {
      const command = error.problem?.params.command;
      if (choice === copy && command !== undefined) {
        void copyText(String(command), t('The command is on the clipboard.'));
      } else if (choice === again) {
        void vscode.commands.executeCommand('efsMountInspector.deleteLeftoverProbes');
      }
    });
  });
  const exists = new ContextKey('temporaryProbe');
  const keptListener = temporaryProbes.onDidChange(() => exists.set(temporaryProbes.kept.length > 0));
  return new vscode.Disposable(() => {
    listener.dispose();
    keptListener.dispose();
  });
}
