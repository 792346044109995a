import * as vscode from 'vscode';
import { checkAllTemplatesCommand, inspectDeployedCommand } from '../views/commands/names';
import type { Surfaces } from '../views/surfaces';
import { OnDemand } from './onDemand';
import { TemplateSniff } from './templateSniff';

/** What the editor offers on templates is loaded with the first document that looks like one, or with its command. */
export function watchTemplates(surfaces: OnDemand<Surfaces>): vscode.Disposable {
  const templates = new OnDemand(async () => {
    const services = await surfaces.use();
    return services && (await import('../views/template/registerTemplates')).registerTemplates(services);
  });
  return vscode.Disposable.from(
    new TemplateSniff(() => void templates.use()),
    vscode.commands.registerCommand(checkAllTemplatesCommand, async () =>
      (await templates.use())?.checkAll(),
    ),
    vscode.commands.registerCommand(inspectDeployedCommand, async (wanted: unknown) =>
      (await templates.use())?.inspectDeployed(wanted),
    ),
    { dispose: async () => (await templates.used)?.dispose() },
  );
}
