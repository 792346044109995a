import * as vscode from 'vscode';
import type { Severity } from '../../core/findings/finding';
import type { TemplateCode, TemplateFinding } from '../../template';
import type { Settings } from '../settings';
import { RuleFiles } from './ruleFiles';
import type { ConstructSources } from './constructSources';
import { inSlices } from './slices';
import { toRange, type Lines } from './toRange';
import type { TemplateDocument, TemplateDocuments } from './templateDocuments';
import { TemplateFile } from './templateFile';
import { t } from '../localize';

const SOURCE = 'EFS Mount Inspector';
/** Pause in typing after which a document is checked. */
const PAUSE_MS = 300;

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** What is found in a document or a file, and what it is of. */
interface Place extends Lines {
  readonly uri: vscode.Uri;
}

/** What the checks find in open templates, and on demand in others, as diagnostics. */
export class TemplateDiagnostics implements vscode.Disposable {
  readonly #documents: TemplateDocuments;
  readonly #sources: ConstructSources;
  readonly #settings: Settings;
  readonly #collection = vscode.languages.createDiagnosticCollection('efs-mount-inspector');
  readonly #ruleFiles = new RuleFiles();
  /** Files that are checked on demand, open or not. */
  readonly #files = new Set<string>();
  readonly #pending = new Map<vscode.TextDocument, NodeJS.Timeout>();
  readonly #subscription: vscode.Disposable;

  constructor(documents: TemplateDocuments, sources: ConstructSources, settings: Settings) {
    this.#documents = documents;
    this.#sources = sources;
    this.#settings = settings;
    const all = () => vscode.workspace.textDocuments.forEach(document => void this.#check(document));
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(document => void this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument(document => this.#forget(document)),
      vscode.workspace.onDidDeleteFiles(({ files }) => this.#forgetDeleted(files)),
      vscode.workspace.onDidRenameFiles(({ files }) =>
        this.#forgetDeleted(files.map(({ oldUri }) => oldUri)),
      ),
      this.#ruleFiles,
      this.#ruleFiles.onDidChange(all),
      documents.onDidChange(all),
      // One synthesis writes many files.
      sources.onDidChange(() =>
        vscode.workspace.textDocuments.forEach(document => this.#checkSoon(document)),
      ),
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
    { templates, template }: TemplateDocument,
  ): Promise<readonly TemplateFinding[]> {
    const chosen = this.#settings.templateSeverities.value;
    const steps = templates.checkInSteps(template, {
      ...(await this.#ruleFiles.for(uri, templates)),
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
    if (this.#settings.templateDiagnostics.value) {
      await this.checkOpen(document);
    } else {
      this.#clear(document);
    }
  }

  /** @returns the number of findings; undefined for a document that is no template with a mount */
  async checkOpen(document: vscode.TextDocument): Promise<number | undefined> {
    this.#dropPending(document);
    const { version } = document;
    const known = await this.#documents.get(document);
    const diagnostics = known && (await this.#diagnosticsOf(document, known));
    // The document was edited or closed in the meantime: that event brings its own check.
    if (document.version === version && !document.isClosed) {
      this.#collection.set(document.uri, diagnostics);
    }
    return diagnostics?.length;
  }

  /** The same of a file that is not open. */
  async checkFile(file: TemplateFile, isWanted: () => boolean): Promise<number | undefined> {
    const known = await this.#documents.ofFile(file, isWanted);
    const diagnostics = known && (await this.#diagnosticsOf(file, known));
    if (isWanted() && !openDocument(file.uri)) {
      this.#collection.set(file.uri, diagnostics);
    }
    return diagnostics?.length;
  }

  /** What is found in a file is shown whether it is open or not. */
  keep(uri: vscode.Uri): void {
    this.#files.add(uri.toString());
  }

  /** Shows what is found in open documents only. */
  forgetFiles(): void {
    for (const key of this.#files) {
      const uri = vscode.Uri.parse(key, true);
      if (!openDocument(uri)) {
        this.#collection.delete(uri);
      }
    }
    this.#files.clear();
  }

  async #diagnosticsOf(place: Place, known: TemplateDocument): Promise<readonly vscode.Diagnostic[]> {
    const findings = await this.#findingsOf(place.uri, known);
    const diagnostics: vscode.Diagnostic[] = [];
    for (const finding of findings) {
      const diagnostic = this.#diagnostic(place, finding, known);
      const path = finding.construct;
      const source = path && (await this.#sources.find(place.uri, path, known.templates));
      if (source) {
        const words = known.templates.describeConstruct(path, t);
        diagnostic.relatedInformation = [
          new vscode.DiagnosticRelatedInformation(source, words),
          ...(diagnostic.relatedInformation ?? []),
        ];
      }
      diagnostics.push(diagnostic);
    }
    return diagnostics;
  }

  #diagnostic(
    document: Place,
    finding: TemplateFinding,
    { nesting, templates }: TemplateDocument,
  ): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(
      toRange(document, finding.range),
      templates.describeTemplateFinding(finding, t).message,
      severities[finding.severity],
    );
    diagnostic.source = SOURCE;
    const [page] = finding.sources;
    diagnostic.code = page ? { value: finding.code, target: vscode.Uri.parse(page, true) } : finding.code;
    diagnostic.relatedInformation = finding.related.flatMap(related => {
      const { file, range } = related;
      const lines = file === undefined ? document : nesting.get(file);
      const uri = file === undefined ? document.uri : vscode.Uri.parse(file, true);
      return lines
        ? new vscode.DiagnosticRelatedInformation(
            new vscode.Location(uri, toRange(lines, range)),
            templates.describeRelated(related, t),
          )
        : [];
    });
    return diagnostic;
  }

  #dropPending(document: vscode.TextDocument): void {
    clearTimeout(this.#pending.get(document));
    this.#pending.delete(document);
  }

  #clear(document: vscode.TextDocument): void {
    this.#dropPending(document);
    this.#collection.delete(document.uri);
  }

  #forget(document: vscode.TextDocument): void {
    this.#clear(document);
    if (this.#files.has(document.uri.toString())) {
      void this.#checkAgain(document.uri);
    }
  }

  /** A document was closed, with or without saving it: what its file holds counts. */
  async #checkAgain(uri: vscode.Uri): Promise<void> {
    try {
      const file = await TemplateFile.read(uri);
      await (file && this.checkFile(file, () => this.#files.has(uri.toString())));
    } catch {
      this.#forgetDeleted([uri]);
    }
  }

  #forgetDeleted(deleted: readonly vscode.Uri[]): void {
    for (const key of this.#files) {
      const file = vscode.Uri.parse(key, true);
      // A folder takes what is in it along.
      if (deleted.some(({ path }) => file.path === path || file.path.startsWith(`${path}/`))) {
        this.#files.delete(key);
        this.#collection.delete(file);
      }
    }
  }

  dispose(): void {
    this.#pending.forEach(timer => clearTimeout(timer));
    this.#subscription.dispose();
    this.#collection.dispose();
  }
}

/** The document that a file is open as. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === key);
}
