import * as vscode from 'vscode';
import { plain } from '../../core/text/visibleText';
import type { Settings } from '../settings';
import type { TemplateFunctionName } from '../../inspect/stackOrigins';
import { inspectDeployedCommand } from '../commands/names';
import type { Services } from '../services';
import type { DeployedInspections } from './deployedInspections';
import { toRange } from './toRange';
import type { TemplateDocuments } from './templateDocuments';
import { t } from '../localize';

/** The last result and **Inspect EFS Mount** above each function that mounts a file system. */
export class InspectLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #documents: TemplateDocuments;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #inspections: Pick<DeployedInspections, 'result'>;
  readonly #listeners: readonly { dispose(): void }[];

  constructor(
    documents: TemplateDocuments,
    inspections: Pick<DeployedInspections, 'result'>,
    { catalog, settings, store }: Pick<Services, 'catalog' | 'settings' | 'store'>,
  ) {
    this.#documents = documents;
    this.#inspections = inspections;
    this.#settings = settings;
    const changed = () => this.#changed.fire();
    this.#listeners = [
      settings.templateCodeLens.onDidChange(changed),
      // Each step of an inspection and each page of a list is told of.
      store.onDidChange(arn => store.get(arn)?.status !== 'inspecting' && changed()),
      catalog.onDidChange(() => !catalog.isLoading && changed()),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const known = this.#settings.templateCodeLens.value ? await this.#documents.get(document) : undefined;
    return (known?.templates.functionsOf(known.template) ?? []).flatMap(
      ({ logicalId, functionName, range }) => {
        const name: TemplateFunctionName = { logicalId, functionName, template: document.uri.toString() };
        const result = this.#inspections.result(name);
        const inspect = {
          command: inspectDeployedCommand,
          title: `$(pulse) ${result ? t('Inspect Again') : t('Inspect EFS Mount')}`,
          tooltip: plain(t('Finds the deployed function of {0} and inspects its mount', logicalId)),
          arguments: [name],
        };
        return [...(result ? [result] : []), inspect].map(
          command => new vscode.CodeLens(toRange(document, range), command),
        );
      },
    );
  }

  dispose(): void {
    this.#listeners.forEach(listener => listener.dispose());
    this.#changed.dispose();
  }
}
