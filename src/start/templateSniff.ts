import * as vscode from 'vscode';
import { mayBeRulesFile, mayMountFileSystem } from '../template/read/sniff';
import { templateSelector } from '../views/template/templateSelector';

/** Pause in typing after which a document is looked at. */
const PAUSE_MS = 300;

/** Looks at open documents until one may be a template with a mount, or a configuration of the checks. */
export class TemplateSniff implements vscode.Disposable {
  readonly #onFound: () => void;
  readonly #subscription: vscode.Disposable;
  readonly #waiting = new Set<vscode.TextDocument>();
  #timer: NodeJS.Timeout;

  /** @param onFound called once */
  constructor(onFound: () => void) {
    this.#onFound = onFound;
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(document => this.#lookAt([document])),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Logs and outputs that are written to all the time hold back no look at a template.
        if (mayBeRead(document)) {
          this.#waiting.add(document);
          this.#lookIn(PAUSE_MS);
        }
      }),
      vscode.workspace.onDidCloseTextDocument(document => this.#waiting.delete(document)),
    );
    vscode.workspace.textDocuments.forEach(document => this.#waiting.add(document));
    this.#timer = this.#lookIn(0);
  }

  #lookIn(ms: number): NodeJS.Timeout {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const documents = [...this.#waiting];
      this.#waiting.clear();
      this.#lookAt(documents);
    }, ms);
    return this.#timer;
  }

  #lookAt(documents: readonly vscode.TextDocument[]): void {
    if (documents.some(isOfInterest)) {
      this.dispose();
      this.#onFound();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }
}

function isOfInterest(document: vscode.TextDocument): boolean {
  return (
    mayBeRulesFile(document.uri.path) || (isOfTemplates(document) && mayMountFileSystem(document.getText()))
  );
}

function mayBeRead(document: vscode.TextDocument): boolean {
  return mayBeRulesFile(document.uri.path) || isOfTemplates(document);
}

function isOfTemplates(document: vscode.TextDocument): boolean {
  return vscode.languages.match(templateSelector, document) > 0;
}
