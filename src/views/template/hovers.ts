import * as vscode from 'vscode';
import { formatTimestamp } from '../../core/text/display';
import type { HoverInspection, HoverSurroundings, Range, TemplateFunction } from '../../template';
import type { InspectionStore } from '../../inspect/inspectionStore';
import type { TemplateFunctionName } from '../../inspect/stackOrigins';
import { inspectDeployedCommand, type DeployedFunctions } from './deployedFunctions';
import { toRange, type TemplateDocuments } from './templateDocuments';
import { locale, t } from '../localize';

/** What a template says about a mount, what AWS requires, and what an inspection really found. */
export class MountHovers implements vscode.HoverProvider {
  readonly #documents: TemplateDocuments;
  readonly #deployed: DeployedFunctions;
  readonly #store: InspectionStore;

  constructor(documents: TemplateDocuments, deployed: DeployedFunctions, store: InspectionStore) {
    this.#documents = documents;
    this.#deployed = deployed;
    this.#store = store;
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
    const functions = known.templates.functionsOf(known.template);
    const [logicalId] = hover.functions;
    const subject = functions.find(each => each.logicalId === logicalId);
    const template = document.uri.toString();
    const nameOf = (found: TemplateFunction | undefined): TemplateFunctionName | undefined =>
      found && { logicalId: found.logicalId, functionName: found.functionName, template };
    const surroundings: HoverSurroundings = {
      link: (range: Range) => this.#link(document, range),
      inspect: (id: string) =>
        commandUri(inspectDeployedCommand, nameOf(functions.find(each => each.logicalId === id))),
      inspection: subject && this.#inspection(this.#deployed.known({ ...subject, template })?.target.arn),
    };
    const markdown = new vscode.MarkdownString(known.templates.hoverMarkdown(hover, t, surroundings));
    markdown.isTrusted = { enabledCommands: [inspectDeployedCommand, 'efsMountInspector.openReport'] };
    return new vscode.Hover(markdown, toRange(document, hover.range));
  }

  #link(document: vscode.TextDocument, range: Range): string {
    const { line, character } = document.positionAt(range.start);
    return document.uri.with({ fragment: `L${line + 1},${character + 1}` }).toString();
  }

  #inspection(arn: string | undefined): HoverInspection | undefined {
    const report = arn === undefined ? undefined : this.#store.recall(arn)?.report;
    if (!report) {
      return undefined;
    }
    const { capture, findings, mount, mounts } = report;
    const printed = mounts.find(({ mountPoint }) => mountPoint === mount?.mountPoint)?.options;
    return {
      target: capture.target,
      when: formatTimestamp(Date.parse(capture.takenAt), locale),
      findings: findings.length,
      open: commandUri('efsMountInspector.openReport', { arn }),
      ...(mount && printed !== undefined && { mounted: { nfsVersion: mount.nfsVersion, options: printed } }),
    };
  }
}

function commandUri(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}
