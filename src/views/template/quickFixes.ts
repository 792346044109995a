import * as vscode from 'vscode';
import { plain } from '../../core/text/visibleText';
import type { TemplateDiagnostics } from './diagnostics';
import { toRange } from './toRange';
import type { TemplateDocuments } from './templateDocuments';
import { t } from '../localize';

/** The findings' fixes, one edit each. */
export class TemplateQuickFixes implements vscode.CodeActionProvider {
  static readonly metadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

  readonly #documents: TemplateDocuments;
  readonly #diagnostics: TemplateDiagnostics;

  constructor(documents: TemplateDocuments, diagnostics: TemplateDiagnostics) {
    this.#documents = documents;
    this.#diagnostics = diagnostics;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const known = await this.#documents.get(document);
    if (!known) {
      return [];
    }
    const findings = await this.#diagnostics.findings(document);
    return findings
      .filter(finding => toRange(document, finding.range).intersection(range))
      .flatMap(finding =>
        finding.fixes.map((fix, index) => {
          const action = new vscode.CodeAction(
            plain(known.templates.describeTemplateFix(fix, t)),
            vscode.CodeActionKind.QuickFix,
          );
          action.edit = new vscode.WorkspaceEdit();
          for (const edit of fix.edits) {
            action.edit.replace(document.uri, toRange(document, edit.range), edit.text);
          }
          action.diagnostics = context.diagnostics.filter(({ code }) =>
            typeof code === 'object' ? code.value === finding.code : code === finding.code,
          );
          action.isPreferred = index === 0 && finding.fixes.length === 1;
          return action;
        }),
      );
  }
}
