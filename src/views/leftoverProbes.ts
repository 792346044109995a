import * as vscode from 'vscode';
import type { Translate } from '../core/localize';
import { describeError } from '../inspect/problems';
import type { TemporaryProbes } from '../inspect/temporary/temporaryProbes';

/** Says what could not be deleted, with what to do by hand. */
export function sayWhatIsLeft(probes: TemporaryProbes, t: Translate): vscode.Disposable {
  const listener = probes.onDidLeaveBehind(error => {
    const copy = t('Copy Command');
    const again = t('Try Again');
    void vscode.window.showErrorMessage(describeError(error, t), copy, again).then(choice => {
      const command = error.problem?.params.command;
      if (choice === copy && command !== undefined) {
        void vscode.env.clipboard.writeText(String(command));
      } else if (choice === again) {
        void vscode.commands.executeCommand('efsMountInspector.deleteLeftoverProbes');
      }
    });
  });
  return new vscode.Disposable(() => listener.dispose());
}
