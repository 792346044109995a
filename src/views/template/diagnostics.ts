import * as vscode from 'vscode';
import type { Severity } from '../../core/findings/finding';
import type { TemplateCode, TemplateFinding } from '../../template';
import type { Settings } from '../settings';
import { toRange, type TemplateDocument, type TemplateDocuments } from './templateDocuments';
import { t } from '../localize';

const SOURCE = 'EFS Mount Inspector';
/** Pause in typing after which a document is checked. */
const PAUSE_MS = 300;

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** What the checks find in open templates, as diagnostics. */
export class TemplateDiagnostics implements vscode.Disposable {
  readonly #documents: TemplateDocuments;
  readonly #settings: Settings;
  readonly #collection = vscode.languages.createDiagnosticCollection('efs-mount-inspector');
  readonly #pending = new Map<vscode.TextDocument, NodeJS.Timeout>();
  readonly #subscription: vscode.Disposable;

  constructor(documents: TemplateDocuments, settings: Settings) {
    this.#documents = documents;
    this.#settings = settings;
    const all = () => vscode.workspace.textDocuments.forEach(document => void this.#check(document));
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(document => void this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument(document => this.#forget(document)),
      settings.templateDiagnostics.onDidChange(all),
      settings.templateSeverities.onDidChange(all),
    );
    all();
  }

  /** The findings of a document as it is now, with the severities that the user chose. */
  async findings(document: vscode.TextDocument): Promise<readonly TemplateFinding[]> {
    const known = await this.#documents.get(document);
    return known ? this.#findingsOf(known) : [];
  }

  #findingsOf({ room, template }: TemplateDocument): readonly TemplateFinding[] {
    const chosen = this.#settings.templateSeverities.value;
    return room.checkTemplate(template, { severityOf: (code: TemplateCode) => chosen[code] });
  }

  #checkSoon(document: vscode.TextDocument): void {
    clearTimeout(this.#pending.get(document));
    this.#pending.set(
      document,
      setTimeout(() => void this.#check(document), PAUSE_MS),
    );
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    clearTimeout(this.#pending.get(document));
    this.#pending.delete(document);
    const { version } = document;
    const known = this.#settings.templateDiagnostics.value ? await this.#documents.get(document) : undefined;
    // The document was edited or closed while the code was loaded: that event brings its own check.
    if (document.version === version && !document.isClosed) {
      this.#collection.set(
        document.uri,
        known
          ? this.#findingsOf(known).map(finding => this.#diagnostic(document, finding, known))
          : undefined,
      );
    }
  }

  #diagnostic(
    document: vscode.TextDocument,
    finding: TemplateFinding,
    { room }: TemplateDocument,
  ): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(
      toRange(document, finding.range),
      room.describeTemplateFinding(finding, t).message,
      severities[finding.severity],
    );
    diagnostic.source = SOURCE;
    const [page] = finding.sources;
    diagnostic.code = page ? { value: finding.code, target: vscode.Uri.parse(page, true) } : finding.code;
    diagnostic.relatedInformation = finding.related.map(
      related =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(document.uri, toRange(document, related.range)),
          room.describeRelated(related, t),
        ),
    );
    return diagnostic;
  }

  #forget(document: vscode.TextDocument): void {
    clearTimeout(this.#pending.get(document));
    this.#pending.delete(document);
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#pending.forEach(timer => clearTimeout(timer));
    this.#subscription.dispose();
    this.#collection.dispose();
  }
}
