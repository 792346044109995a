import * as vscode from 'vscode';
import { RedactedLog } from './aws/log';
import { checkAllTemplatesCommand } from './views/commands/names';
import { Settings } from './views/settings';
import { registerTemplateChecks } from './views/template/registerTemplateChecks';

/** The start in a browser without a machine behind it, such as vscode.dev: templates only. Nothing there reaches AWS. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('EFS Mount Inspector', { log: true });
  const log = new RedactedLog(channel);
  const settings = new Settings(log);
  const checks = registerTemplateChecks({ log, settings });
  subscriptions.push(
    channel,
    settings,
    checks,
    vscode.commands.registerCommand(checkAllTemplatesCommand, () => checks.checkAll()),
  );
}
