import * as vscode from 'vscode';
import { mayBeRulesFile } from '../../template/read/sniff';
import { t } from '../localize';
import { toRange } from './toRange';

/** What has no effect in an open `.efs-mount-inspector.json`, as diagnostics. */
export class RuleProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('efs-mount-inspector-configuration');
  readonly #subscription: vscode.Disposable;

  constructor() {
    const check = (document: vscode.TextDocument) => void this.#check(document);
    this.#subscription = vscode.Disposable.from(
      this.#collection,
      vscode.workspace.onDidOpenTextDocument(check),
      vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
    );
    vscode.workspace.textDocuments.forEach(check);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (!mayBeRulesFile(document.uri.path)) {
      return;
    }
    const { version } = document;
    const templates = await import('../../template/index');
    if (document.version !== version || document.isClosed) {
      return;
    }
    const { problems } = templates.readRules(document.getText());
    this.#collection.set(
      document.uri,
      problems.map(problem => {
        const diagnostic = new vscode.Diagnostic(
          toRange(document, problem.range),
          templates.describeRuleProblem(problem, t),
          vscode.DiagnosticSeverity.Warning,
        );
        diagnostic.source = 'EFS Mount Inspector';
        diagnostic.code = problem.is;
        return diagnostic;
      }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
