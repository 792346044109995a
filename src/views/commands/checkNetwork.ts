import * as vscode from 'vscode';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { t } from '../localize';
import type { Surfaces } from '../surfaces';
import { showInformation, withProgress } from '../window';
import { showReportOf } from './showReportOf';

/** Asks EC2 while the report that shows the path is open, and says where it could not be asked. */
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
  await withProgress({ location, title: t('Asking EC2…') }, () => store.checkNetwork(known));
  const network = store.get(arn)?.setup?.network;
  if (!network || network === before) {
    void showInformation(t('The network between {0} and its file system could not be read.', name));
  }
}
