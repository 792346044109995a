import * as vscode from 'vscode';
import type { Surfaces } from '../views/surfaces';
import { reportViewType } from '../views/report/reportViewType';
import type { OnDemand } from './onDemand';

/** Fills the report tabs that VS Code restores. */
export function registerReports(surfaces: OnDemand<Surfaces>): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(reportViewType, {
    deserializeWebviewPanel: async (panel, state) =>
      (await surfaces.use())?.panels.deserializeWebviewPanel(panel, state),
  });
}
