import type * as vscode from 'vscode';
import { toRange } from './toRange';
import type { TemplateDocuments } from './templateDocuments';

/** From `Arn` to the access point that it names. */
export class AccessPointDefinitions implements vscode.DefinitionProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.LocationLink[]> {
    const known = await this.#documents.get(document);
    return (known?.templates.definitionsAt(known.template, document.offsetAt(position)) ?? []).map(
      ({ origin, target }) => ({
        originSelectionRange: toRange(document, origin),
        targetUri: document.uri,
        targetRange: toRange(document, target),
      }),
    );
  }
}
