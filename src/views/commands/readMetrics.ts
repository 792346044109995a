import * as vscode from 'vscode';
import { HumanError } from '../../core/humanError';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { signedOutProblem } from '../connection/signInArgument';
import { t } from '../localize';
import type { Surfaces } from '../surfaces';
import { showInformation, withProgress } from '../window';
import { showReportOf } from './showReportOf';

/**
 * Asks CloudWatch while the report that shows its metrics is open, and says where it could not be asked.
 * @throws HumanError where nobody is signed in who could tell which file system it is, or CloudWatch refuses and the
 * report goes on showing what was read before
 */
export async function readMetrics(
  known: KnownFunction,
  services: Pick<Surfaces, 'panels' | 'store'>,
): Promise<void> {
  const { store } = services;
  const { arn, name } = known.target;
  if (!(await showReportOf(known, services))) {
    void showInformation(t('{0} was not inspected yet. Its metrics are shown in its report.', name));
    return;
  }
  const location = vscode.ProgressLocation.Window;
  const answer = await withProgress({ location, title: t('Asking CloudWatch…') }, () =>
    store.readMetrics(known),
  );
  const { setup } = store.get(arn) ?? {};
  if (answer?.ok === false && setup?.metrics?.ok) {
    throw new HumanError(answer.problem.code, { problem: answer.problem });
  }
  if (!setup?.metrics) {
    const accessPoint = setup?.accessPoint;
    const problem = signedOutProblem([accessPoint]);
    if (problem) {
      throw new HumanError(problem.code, { problem });
    }
    void showInformation(
      accessPoint && !accessPoint.ok
        ? t(
            'CloudWatch was not asked: nothing told which file system {0} mounts. That takes {1}.',
            name,
            accessPoint.action,
          )
        : t('The metrics of the file system of {0} could not be read.', name),
    );
  }
}
