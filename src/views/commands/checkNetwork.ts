import * as vscode from 'vscode';
import { HumanError } from '../../core/humanError';
import { networkReadings } from '../../core/mount/network';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { t } from '../localize';
import type { Surfaces } from '../surfaces';
import { showInformation, withProgress } from '../window';
import { showReportOf } from './showReportOf';

/**
 * Asks EC2 while the report that shows the path is open, and says where it could not be asked.
 * @throws HumanError where EC2 refuses and the report goes on showing what was read before
 */
export async function checkNetwork(
  known: KnownFunction,
  services: Pick<Surfaces, 'panels' | 'store'>,
): Promise<void> {
  const { store } = services;
  const { arn, name } = known.target;
  if (!(await showReportOf(known, services))) {
    void showInformation(t('{0} was not inspected yet. Its network path is shown in its report.', name));
    return;
  }
  const before = store.get(arn)?.setup?.network;
  const location = vscode.ProgressLocation.Window;
  const read = await withProgress({ location, title: t('Asking EC2…') }, () => store.checkNetwork(known));
  const network = store.get(arn)?.setup?.network;
  const refused = networkReadings(read?.network).find(reading => reading?.ok === false);
  if (refused?.ok === false && network === before) {
    throw new HumanError(refused.problem.code, { problem: refused.problem });
  }
  if (!network || network === before) {
    void showInformation(t('The network between {0} and its file system could not be read.', name));
  }
}
