import * as vscode from 'vscode';
import type { Severity } from '../../core/findings/finding';
import type { TemplateCode, TemplateFinding } from '../../template';
import type { Settings } from '../settings';
import { CheckConfigurations } from './checkConfigurations';
import { inSlices } from './slices';
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
  readonly #configurations = new CheckConfigurations();
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
      this.#configurations,
      this.#configurations.onDidChange(all),
      settings.templateDiagnostics.onDidChange(all),
      settings.templateSeverities.onDidChange(all),
    );
    all();
  }

  /** The findings of a document as it is now, with the severities that the user chose. */
  async findings(document: vscode.TextDocument): Promise<readonly TemplateFinding[]> {
    const known = await this.#documents.get(document);
    return known ? this.#findingsOf(document.uri, known) : [];
  }

  async #findingsOf(
    uri: vscode.Uri,
    { room, template }: TemplateDocument,
  ): Promise<readonly TemplateFinding[]> {
    const chosen = this.#settings.templateSeverities.value;
    const steps = room.checkInSteps(template, {
      ...(await this.#configurations.for(uri, room)),
      severityOf: (code: TemplateCode) => chosen[code],
    });
    return (await inSlices(steps)) ?? [];
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
    const findings = known && (await this.#findingsOf(document.uri, known));
    // The document was edited or closed in the meantime: that event brings its own check.
    if (document.version === version && !document.isClosed) {
      this.#collection.set(
        document.uri,
        known && findings?.map(finding => this.#diagnostic(document, finding, known)),
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
