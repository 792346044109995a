import * as vscode from 'vscode';
import type { Services } from '../services';
import { checkAllTemplates } from './checkAllTemplates';
import { ConstructSources } from './constructSources';
import { AccessPointDefinitions } from './definitions';
import { TemplateDiagnostics } from './diagnostics';
import { MountHovers, type TemplateInspections } from './hovers';
import { TemplateQuickFixes } from './quickFixes';
import { RuleProblems } from './ruleProblems';
import { TemplateDocuments } from './templateDocuments';
import { templateSelector } from './templateSelector';

export interface TemplateChecks {
  /** Checks the templates of the workspace, open or not. */
  checkAll(): Promise<void>;
  dispose(): void;
}

/**
 * What the editor offers on SAM and CloudFormation templates wherever they are open: it needs neither AWS nor Node.js.
 * @param inspections what is known of the deployed functions, where AWS can be asked
 */
export function registerTemplateChecks(
  { log, settings }: Pick<Services, 'log' | 'settings'>,
  documents = new TemplateDocuments(log),
  inspections?: TemplateInspections,
): TemplateChecks {
  const sources = new ConstructSources();
  const diagnostics = new TemplateDiagnostics(documents, sources, settings);
  const registered = vscode.Disposable.from(
    documents,
    sources,
    diagnostics,
    new RuleProblems(),
    vscode.languages.registerHoverProvider(
      templateSelector,
      new MountHovers(documents, sources, inspections),
    ),
    vscode.languages.registerDefinitionProvider(templateSelector, new AccessPointDefinitions(documents)),
    vscode.languages.registerCodeActionsProvider(
      templateSelector,
      new TemplateQuickFixes(documents, diagnostics),
      TemplateQuickFixes.metadata,
    ),
  );
  return {
    checkAll: () => checkAllTemplates(diagnostics, log),
    dispose: () => void registered.dispose(),
  };
}
