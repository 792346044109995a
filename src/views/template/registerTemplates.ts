import * as vscode from 'vscode';
import { explainError } from '../explainError';
import type { Services } from '../services';
import { checkAllTemplates, checkAllTemplatesCommand } from './checkAllTemplates';
import { RuleProblems } from './ruleProblems';
import { AccessPointDefinitions } from './definitions';
import { DeployedFunctions, inspectDeployedCommand, isTemplateFunctionName } from './deployedFunctions';
import { TemplateDiagnostics } from './diagnostics';
import { MountHovers } from './hovers';
import { InspectLenses } from './lenses';
import { TemplateQuickFixes } from './quickFixes';
import { TemplateDocuments, templateSelector } from './templateDocuments';
import { showError } from '../window';

/** Everything the editor offers on SAM and CloudFormation templates. */
export function registerTemplates(
  services: Pick<Services, 'apis' | 'catalog' | 'discovery' | 'log' | 'settings' | 'store'>,
): vscode.Disposable {
  const { log, settings, store } = services;
  const documents = new TemplateDocuments(log);
  const diagnostics = new TemplateDiagnostics(documents, settings);
  const deployed = new DeployedFunctions(services);
  const lenses = new InspectLenses(documents, settings);
  return vscode.Disposable.from(
    diagnostics,
    new RuleProblems(),
    lenses,
    vscode.languages.registerHoverProvider(templateSelector, new MountHovers(documents, deployed, store)),
    vscode.languages.registerDefinitionProvider(templateSelector, new AccessPointDefinitions(documents)),
    vscode.languages.registerCodeLensProvider(templateSelector, lenses),
    vscode.languages.registerCodeActionsProvider(
      templateSelector,
      new TemplateQuickFixes(documents, diagnostics),
      TemplateQuickFixes.metadata,
    ),
    vscode.commands.registerCommand(checkAllTemplatesCommand, () => checkAllTemplates(diagnostics, log)),
    vscode.commands.registerCommand(inspectDeployedCommand, async (wanted: unknown) => {
      if (!isTemplateFunctionName(wanted)) {
        return;
      }
      try {
        await deployed.inspect(wanted);
      } catch (error) {
        void showError(explainError(error, log));
      }
    }),
  );
}
