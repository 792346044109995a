import * as vscode from 'vscode';
import type { HoverInspection, HoverSurroundings, Range, TemplateFunction } from '../../template';
import type { TemplateFunctionName } from '../../inspect/stackOrigins';
import type { ConstructSources } from './constructSources';
import { toRange } from './toRange';
import type { TemplateDocuments } from './templateDocuments';
import { t } from '../localize';

/** What is known of the functions that were deployed from templates. */
export interface TemplateInspections {
  /** Commands that hovers may link to. */
  readonly commands: readonly string[];
  /** URI of the command that finds and inspects the deployed function. */
  inspect(name: TemplateFunctionName): string;
  /** The last inspection of the deployed function. */
  last(name: TemplateFunctionName): HoverInspection | undefined;
}

/** What a template says about a mount, what AWS requires, and what an inspection really found. */
export class MountHovers implements vscode.HoverProvider {
  readonly #documents: TemplateDocuments;
  readonly #sources: ConstructSources;
  readonly #inspections: TemplateInspections | undefined;

  constructor(
    documents: TemplateDocuments,
    sources: ConstructSources,
    inspections: TemplateInspections | undefined,
  ) {
    this.#documents = documents;
    this.#sources = sources;
    this.#inspections = inspections;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const known = await this.#documents.get(document);
    const hover = known?.templates.hoverAt(known.template, document.offsetAt(position));
    if (!known || !hover) {
      return undefined;
    }
    const inspections = this.#inspections;
    const functions = known.templates.functionsOf(known.template);
    const template = document.uri.toString();
    const nameOf = ({ logicalId, functionName }: TemplateFunction): TemplateFunctionName => ({
      logicalId,
      functionName,
      template,
    });
    const named = (id: string | undefined) => functions.find(({ logicalId }) => logicalId === id);
    const subject = named(hover.functions[0]);
    const constructs = new Map<string, string>();
    for (const path of hover.constructs.slice(0, known.templates.MAX_CONSTRUCTS)) {
      const place = await this.#sources.find(document.uri, path, known.templates);
      if (place) {
        constructs.set(path, linkTo(place.uri, place.range.start));
      }
    }
    const surroundings: HoverSurroundings = {
      link: (range: Range) => linkTo(document.uri, document.positionAt(range.start)),
      construct: path => constructs.get(path),
      inspect: (id: string) => {
        const found = named(id);
        return found && inspections?.inspect(nameOf(found));
      },
      inspection: subject && inspections?.last(nameOf(subject)),
    };
    const markdown = new vscode.MarkdownString(known.templates.hoverMarkdown(hover, t, surroundings));
    markdown.isTrusted = { enabledCommands: inspections?.commands ?? [] };
    return new vscode.Hover(markdown, toRange(document, hover.range));
  }
}

function linkTo(uri: vscode.Uri, { line, character }: vscode.Position): string {
  return uri.with({ fragment: `L${line + 1},${character + 1}` }).toString();
}
