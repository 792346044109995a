import * as vscode from 'vscode';
import type { Connection } from '../aws/connection';
import type { Translate } from '../core/localize';
import { describeError } from '../inspect/problems';
import type { TemporaryProbes } from '../inspect/temporaryProbes';

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

/** Looks for temporary probes and deletes them. What fails is said by {@link sayWhatIsLeft}. */
export async function deleteLeftoverProbes(
  probes: TemporaryProbes,
  connections: readonly Connection[],
  t: Translate,
): Promise<void> {
  const title = t('Looking for leftover probes…');
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, cancelled) => {
      const abort = new AbortController();
      cancelled.onCancellationRequested(() => abort.abort());
      try {
        const { deleted, left, unsearched } = await probes.deleteLeftovers(connections, abort.signal);
        const [first] = unsearched;
        if (first) {
          void vscode.window.showWarningMessage(
            t('Not every region could be searched for leftover probes. {0}', describeError(first, t)),
          );
        }
        if (deleted.length > 0) {
          void vscode.window.showInformationMessage(t('Deleted temporary probes: {0}', deleted.join(', ')));
        } else if (left.length === 0 && !first) {
          void vscode.window.showInformationMessage(t('There are no leftover probes.'));
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          throw error;
        }
      }
    },
  );
}
