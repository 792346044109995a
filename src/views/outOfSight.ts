import * as vscode from 'vscode';
import { plain } from '../core/text/visibleText';
import type { Inspection } from '../inspect/inspectionStore';
import type { Surfaces } from './surfaces';
import { summariseInspection } from './words/inspectionWords';

/** How long a result is in the status bar. */
const SHOWN_MS = 10_000;

/** Says once in the status bar how an inspection ended whose report nobody sees. */
export function registerOutOfSight({ panels, store }: Pick<Surfaces, 'panels' | 'store'>): vscode.Disposable {
  const running = new Set<string>();
  const listener = store.onDidChange(arn => {
    const inspection = store.get(arn);
    if (inspection?.status === 'inspecting') {
      running.add(arn);
    } else if (running.delete(arn) && inspection && !panels.isVisible(arn)) {
      vscode.window.setStatusBarMessage(describeEnd(inspection), SHOWN_MS);
    }
  });
  return new vscode.Disposable(() => listener.dispose());
}

function describeEnd(inspection: Inspection): string {
  const icon = inspection.status === 'failed' ? '$(error)' : iconOf(inspection.report?.findings[0]?.severity);
  return `${icon} ${plain(`${inspection.target.name}: ${summariseInspection(inspection)}`)}`;
}

function iconOf(severity: string | undefined): string {
  return severity === 'error' || severity === 'warning' ? `$(${severity})` : '$(pass)';
}
