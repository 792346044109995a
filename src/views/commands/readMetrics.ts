import * as vscode from 'vscode';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { t } from '../localize';
import type { Services } from '../services';
import { showInformation, withProgress } from '../window';

/** Asks CloudWatch, and says where it could not be asked. @param open whether to open the report that shows them */
export async function readMetrics(
  known: KnownFunction,
  { store }: Pick<Services, 'store'>,
  open: boolean,
): Promise<void> {
  const { arn, name } = known.target;
  const location = vscode.ProgressLocation.Window;
  await withProgress({ location, title: t('Asking CloudWatch…') }, () => store.readMetrics(known));
  const inspection = store.get(arn);
  if (!inspection) {
    void showInformation(t('{0} was not inspected yet. Its metrics are shown in its report.', name));
  } else if (!inspection.setup?.metrics) {
    const accessPoint = inspection.setup?.accessPoint;
    void showInformation(
      accessPoint && !accessPoint.ok
        ? t(
            'CloudWatch was not asked: nothing told which file system {0} mounts. That takes {1}.',
            name,
            accessPoint.action,
          )
        : t('The metrics of the file system of {0} could not be read.', name),
    );
  } else if (open) {
    await vscode.commands.executeCommand('efsMountInspector.openReport', { arn });
  }
}
