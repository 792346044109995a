import * as vscode from 'vscode';
import { plain } from '../../core/text/visibleText';
import type { Settings } from '../settings';
import type { TemplateFunctionName } from '../../inspect/stackOrigins';
import { inspectDeployedCommand } from './deployedFunctions';
import { toRange } from './lines';
import type { TemplateDocuments } from './templateDocuments';
import { t } from '../localize';

/** **Inspect EFS Mount** above each function that mounts a file system. */
export class InspectLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #documents: TemplateDocuments;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listener: vscode.Disposable;

  constructor(documents: TemplateDocuments, settings: Settings) {
    this.#documents = documents;
    this.#settings = settings;
    this.#listener = settings.templateCodeLens.onDidChange(() => this.#changed.fire());
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const known = this.#settings.templateCodeLens.value ? await this.#documents.get(document) : undefined;
    return (known?.templates.functionsOf(known.template) ?? []).map(
      ({ logicalId, functionName, range }) =>
        new vscode.CodeLens(toRange(document, range), {
          command: inspectDeployedCommand,
          title: `$(search) ${t('Inspect EFS Mount')}`,
          tooltip: plain(t('Finds the deployed function of {0} and inspects its mount', logicalId)),
          arguments: [
            { logicalId, functionName, template: document.uri.toString() } satisfies TemplateFunctionName,
          ],
        }),
    );
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
