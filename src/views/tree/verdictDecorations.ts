import * as vscode from 'vscode';
import type { Translate } from '../../core/localize';
import type { Inspections } from '../inspections';

const scheme = 'efs-mount-inspector-verdict';

/** Names a function for {@link VerdictDecorations}; opens nothing. */
export function verdictUri(arn: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${arn}` });
}

/** The number of findings as a badge behind a function of the tree. */
export class VerdictDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #inspections: Inspections;
  readonly #t: Translate;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #subscriptions: readonly { dispose(): void }[];

  constructor(inspections: Inspections, t: Translate) {
    this.#inspections = inspections;
    this.#t = t;
    this.#subscriptions = [
      inspections.onDidChange(arn => this.#changed.fire(verdictUri(arn))),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) {
      return undefined;
    }
    const inspection = this.#inspections.get(uri.path.slice(1));
    if (inspection?.status === 'failed') {
      return {
        badge: '!',
        tooltip: this.#t('The last inspection failed.'),
        color: new vscode.ThemeColor('list.errorForeground'),
      };
    }
    const findings = inspection?.report?.findings ?? [];
    const worst = findings[0]?.severity;
    if (worst === undefined) {
      return undefined;
    }
    return {
      badge: findings.length > 9 ? '9+' : String(findings.length),
      tooltip: findings.length === 1 ? this.#t('1 finding') : this.#t('{0} findings', findings.length),
      color:
        worst === 'info'
          ? undefined
          : new vscode.ThemeColor(worst === 'error' ? 'list.errorForeground' : 'list.warningForeground'),
    };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    this.#changed.dispose();
  }
}
