import * as vscode from 'vscode';
import { formatInteger } from '../../core/text/display';
import type { Translate } from '../../core/localize';
import { visible } from '../../core/text/visibleText';
import type { KnownFunction } from '../../inspect/catalog';
import type { TotalsCounter } from '../../inspect/totals';
import type { Inspections } from '../inspections';
import { summariseTotals } from '../words/totalsWords';

interface CountServices {
  readonly inspections: Inspections;
  readonly t: Translate;
  readonly totals: TotalsCounter;
}

/** Counts below a directory with a notification that shows how far it is and ends it. */
export async function countTotals(
  known: KnownFunction | undefined,
  path: string,
  { inspections, t, totals }: CountServices,
): Promise<void> {
  if (!known) {
    return;
  }
  const { function: target, connection } = known;
  const title = t('Counting {0}', visible(path));
  const location = vscode.ProgressLocation.Notification;
  const result = await vscode.window.withProgress(
    { location, title, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => totals.cancel(target.arn, path));
      const listener = totals.onDidChange(() => {
        const now = totals.get(target.arn, path);
        if (now) {
          progress.report({ message: t('{0} files so far', formatInteger(now.files)) });
        }
      });
      return totals.count(target, connection, path).finally(() => listener.dispose());
    },
  );
  if (result.error) {
    void vscode.window.showErrorMessage(inspections.describeError(result.error));
  } else {
    const button = t('Open Report');
    const choice = await vscode.window.showInformationMessage(
      `${visible(path)}: ${summariseTotals(result, t)}`,
      button,
    );
    if (choice === button) {
      await vscode.commands.executeCommand('efsMountInspector.openReport', { arn: target.arn });
    }
  }
}
