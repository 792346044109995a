import * as vscode from 'vscode';
import type { Translate } from '../../core/localize';
import type { Configuration } from '../configuration';
import { inspectDeployedCommand } from './deployedFunctions';
import { toRange, type TemplateDocuments } from './templateDocuments';

/** **Inspect EFS Mount** above each function that mounts a file system. */
export class InspectLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #documents: TemplateDocuments;
  readonly #configuration: Configuration;
  readonly #t: Translate;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listener: vscode.Disposable;

  constructor(documents: TemplateDocuments, configuration: Configuration, t: Translate) {
    this.#documents = documents;
    this.#configuration = configuration;
    this.#t = t;
    this.#listener = configuration.templateCodeLens.onDidChange(() => this.#changed.fire());
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const known = this.#configuration.templateCodeLens.value
      ? await this.#documents.get(document)
      : undefined;
    return (known?.room.functionsOf(known.template) ?? []).map(
      ({ logicalId, functionName, range }) =>
        new vscode.CodeLens(toRange(document, range), {
          command: inspectDeployedCommand,
          title: `$(search) ${this.#t('Inspect EFS Mount')}`,
          tooltip: this.#t('Finds the deployed function of {0} and inspects its mount', logicalId),
          arguments: [{ logicalId, functionName }],
        }),
    );
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
