import * as vscode from 'vscode';
import { explainError } from '../explainError';
import type { Services } from '../services';
import { DeployedFunctions, isTemplateFunctionName } from './deployedFunctions';
import { DeployedInspections } from './deployedInspections';
import { InspectLenses } from './lenses';
import { registerTemplateChecks, type TemplateChecks } from './registerTemplateChecks';
import { TemplateDocuments } from './templateDocuments';
import { templateSelector } from './templateSelector';
import { showError } from '../window';

export interface TemplateSurface extends TemplateChecks {
  /** Finds the function that was deployed from a template, and inspects its mount. @param wanted from anybody */
  inspectDeployed(wanted: unknown): Promise<void>;
}

/** Everything the editor offers on SAM and CloudFormation templates, and on the functions that were deployed from them. */
export function registerTemplates(
  services: Pick<Services, 'apis' | 'catalog' | 'discovery' | 'log' | 'settings' | 'store'>,
): TemplateSurface {
  const { log, store } = services;
  const documents = new TemplateDocuments(log);
  const deployed = new DeployedFunctions(services);
  const inspections = new DeployedInspections(deployed, store);
  const lenses = new InspectLenses(documents, inspections, services);
  const checks = registerTemplateChecks(services, documents, inspections);
  const registered = vscode.Disposable.from(
    checks,
    lenses,
    vscode.languages.registerCodeLensProvider(templateSelector, lenses),
  );
  return {
    checkAll: () => checks.checkAll(),
    inspectDeployed: async wanted => {
      if (!isTemplateFunctionName(wanted)) {
        return;
      }
      try {
        await deployed.inspect(wanted);
      } catch (error) {
        void showError(explainError(error, log));
      }
    },
    dispose: () => void registered.dispose(),
  };
}
