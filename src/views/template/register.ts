import * as vscode from 'vscode';
import { describeError } from '../../inspect/problems';
import type { Configuration } from '../configuration';
import type { Inspections } from '../inspections';
import { AccessPointDefinitions } from './definitions';
import {
  DeployedFunctions,
  inspectDeployedCommand,
  type DeployedFunctionServices,
  type TemplateFunctionName,
} from './deployedFunctions';
import { TemplateDiagnostics } from './diagnostics';
import { MountHovers } from './hovers';
import { InspectLenses } from './lenses';
import { TemplateQuickFixes } from './quickFixes';
import { TemplateDocuments, templateSelector } from './templateDocuments';

export interface TemplateServices extends DeployedFunctionServices {
  readonly configuration: Configuration;
  readonly inspections: Inspections;
  readonly log: vscode.LogOutputChannel;
}

/** Everything the editor offers on SAM and CloudFormation templates. */
export function registerTemplates(services: TemplateServices): vscode.Disposable {
  const { configuration, inspections, log, t } = services;
  const documents = new TemplateDocuments(log);
  const diagnostics = new TemplateDiagnostics(documents, configuration, t);
  const deployed = new DeployedFunctions(services);
  const lenses = new InspectLenses(documents, configuration, t);
  return vscode.Disposable.from(
    diagnostics,
    lenses,
    vscode.languages.registerHoverProvider(
      templateSelector,
      new MountHovers(documents, deployed, inspections, t),
    ),
    vscode.languages.registerDefinitionProvider(templateSelector, new AccessPointDefinitions(documents)),
    vscode.languages.registerCodeLensProvider(templateSelector, lenses),
    vscode.languages.registerCodeActionsProvider(
      templateSelector,
      new TemplateQuickFixes(documents, diagnostics, t),
      TemplateQuickFixes.metadata,
    ),
    vscode.commands.registerCommand(inspectDeployedCommand, async (wanted: TemplateFunctionName) => {
      try {
        await deployed.inspect(wanted);
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(describeError(error, t));
      }
    }),
  );
}
