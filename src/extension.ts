import * as vscode from 'vscode';
import { registerAgentTools } from './start/registerAgentTools';
import { commandRegistrar } from './start/commandRegistrar';
import { mayHaveLeftovers } from './start/mayHaveLeftovers';
import { registerMcpServer } from './start/registerMcpServer';
import { createMountView } from './start/createMountView';
import { OnDemand } from './start/onDemand';
import { registerReports } from './start/registerReports';
import { watchTemplates } from './start/watchTemplates';
import { offeredCommands, ownCommands } from './views/commands/names';
import { OpenedFiles } from './views/files/openedFiles';
import type { OpenWindow } from './views/openWindow';
import type { Surfaces } from './views/surfaces';

/** What the surfaces work with, once one of them has needed it; set while the extension is active. */
let services: OnDemand<OpenWindow> | undefined;

/** @returns in the in-host tests, what the surfaces work with; nothing otherwise: the extension has no API */
export function activate(context: vscode.ExtensionContext): Promise<Surfaces | undefined> | undefined {
  const window = new OnDemand(async () => {
    const { openWindow } = await import('./views/openWindow');
    const opened = openWindow(context, { openedFiles, view });
    context.subscriptions.push(registerCommands(ownCommands));
    return opened;
  });
  services = window;
  const registerCommands = commandRegistrar(window);
  const openedFiles = new OpenedFiles();
  const view = createMountView(window);
  context.subscriptions.push(
    openedFiles,
    view,
    registerCommands(offeredCommands),
    registerReports(window),
    watchTemplates(window),
    registerAgentTools(window),
    registerMcpServer(context),
  );
  void mayHaveLeftovers(context).then(has => (has ? window.use() : undefined));
  // `npm start` opens straight on the demo.
  const { Development } = vscode.ExtensionMode;
  if (context.extensionMode === Development && process.env.EFS_MOUNT_INSPECTOR_DEMO === '1') {
    void vscode.commands.executeCommand('efsMountInspector.tryDemo');
  }
  return context.extensionMode === vscode.ExtensionMode.Test ? window.use() : undefined;
}

/** VS Code waits some seconds for this. What is not deleted by then is in the journal for the next start. */
export async function deactivate(): Promise<void> {
  const window = await services?.used;
  await window?.close();
}
