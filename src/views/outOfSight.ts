import * as vscode from 'vscode';
import type { Inspection } from '../inspect/inspection';
import type { Surfaces } from './surfaces';
import { showInStatusBar } from './window';
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
      const summary = summariseInspection(inspection);
      if (summary !== undefined) {
        showInStatusBar(iconOf(inspection), `${inspection.target.name}: ${summary}`, SHOWN_MS);
      }
    }
  });
  return new vscode.Disposable(() => listener.dispose());
}

function iconOf({ report, status }: Inspection): string {
  const severity = status === 'failed' ? 'error' : report?.findings[0]?.severity;
  return severity === 'error' || severity === 'warning' ? severity : 'pass';
}
