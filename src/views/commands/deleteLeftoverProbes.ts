import * as vscode from 'vscode';
import type { Connection } from '../../aws/connection';
import { describeError } from '../../inspect/problems';
import type { TemporaryProbes } from '../../inspect/temporary/temporaryProbes';
import { t } from '../localize';
import { showInformation, showWarning, withProgress } from '../window';

/** Looks for temporary probes and deletes them. What fails is said by `registerLeftoverMessages`. */
export async function deleteLeftoverProbes(
  probes: TemporaryProbes,
  connections: readonly Connection[],
): Promise<void> {
  const title = t('Looking for leftover probes…');
  await withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, cancelled) => {
      const abort = new AbortController();
      cancelled.onCancellationRequested(() => abort.abort());
      try {
        const { deleted, left, unsearched } = await probes.deleteLeftovers(connections, abort.signal);
        const [first] = unsearched;
        if (first) {
          void showWarning(
            t('Not every region could be searched for leftover probes. {0}', describeError(first, t)),
          );
        }
        if (deleted.length > 0) {
          void showInformation(t('Deleted temporary probes: {0}', deleted.join(', ')));
        } else if (left.length === 0 && !first) {
          void showInformation(t('There are no leftover probes.'));
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          throw error;
        }
      }
    },
  );
}
