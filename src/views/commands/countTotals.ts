import * as vscode from 'vscode';
import { formatInteger } from '../../core/text/display';
import { visible } from '../../core/text/visibleText';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Services } from '../services';
import { summariseTotals } from '../words/totalsWords';
import { locale, t } from '../localize';
import { showInformation, withProgress } from '../window';

/**
 * Counts below a directory with a notification that shows how far it is and ends it.
 * @throws HumanError
 */
export async function countTotals(
  known: KnownFunction | undefined,
  path: string,
  { totals }: Pick<Services, 'totals'>,
): Promise<void> {
  if (!known) {
    return;
  }
  const { target } = known;
  const title = t('Counting {0}', visible(path));
  const location = vscode.ProgressLocation.Notification;
  const result = await withProgress({ location, title, cancellable: true }, (progress, token) => {
    token.onCancellationRequested(() => totals.cancel(target.arn, path));
    const listener = totals.onDidChange(() => {
      const now = totals.get(target.arn, path);
      if (now) {
        progress.report({ message: t('{0} files so far', formatInteger(now.files, locale)) });
      }
    });
    return totals.count(known, path).finally(() => listener.dispose());
  });
  if (result.error) {
    throw result.error;
  }
  const button = t('Open Report');
  const choice = await showInformation(`${visible(path)}: ${summariseTotals(result)}`, button);
  if (choice === button) {
    await vscode.commands.executeCommand('efsMountInspector.openReport', { arn: target.arn });
  }
}

/** Counts below a directory for whoever watches the totals: nothing else shows how far it is. */
export async function countTotalsQuietly(
  known: KnownFunction | undefined,
  path: string,
  { log, totals }: Pick<Services, 'log' | 'totals'>,
): Promise<void> {
  const counted = known && (await totals.count(known, path));
  if (counted?.error) {
    log.error(counted.error);
  }
}
