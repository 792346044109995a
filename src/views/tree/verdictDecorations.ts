import * as vscode from 'vscode';
import type { InspectionStore } from '../../inspect/inspectionStore';
import { counted } from '../../core/text/display';
import { locale, t } from '../localize';
import type { Services } from '../services';

const scheme = 'efs-mount-inspector-verdict';

/** Names a function for its badge; opens nothing. */
export function verdictUri(arn: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${arn}` });
}

/** The number of findings as a badge behind a function of the tree. */
export function registerVerdictDecorations({ store }: Pick<Services, 'store'>): vscode.Disposable {
  return new VerdictDecorations(store);
}

class VerdictDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #store: InspectionStore;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #subscriptions: readonly { dispose(): void }[];

  constructor(store: InspectionStore) {
    this.#store = store;
    this.#subscriptions = [
      store.onDidChange(arn => this.#changed.fire(verdictUri(arn))),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) {
      return undefined;
    }
    const inspection = this.#store.recall(uri.path.slice(1));
    if (inspection?.status === 'failed') {
      return {
        badge: '!',
        tooltip: t('The last inspection failed.'),
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
      tooltip: counted(findings.length, locale, {
        one: t('1 finding'),
        other: t('{0} findings', findings.length),
      }),
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
