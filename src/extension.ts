import * as vscode from 'vscode';
import { registerAgentTools } from './views/agent/registerAgentTools';
import { registerCommands } from './views/commands/registerCommands';
import { registerSharedFiles } from './views/connection/registerSharedFiles';
import { registerConnectionStatus } from './views/connection/statusBar';
import { registerLeftoverMessages } from './views/leftoverMessages';
import { createServices } from './views/createServices';
import { registerInspectingKey } from './views/contextKeys';
import type { Surfaces } from './views/surfaces';
import { registerOutOfSight } from './views/outOfSight';
import { registerTemplates } from './views/template/registerTemplates';
import { registerMountView } from './views/tree/mountView';
import { registerVerdictDecorations } from './views/tree/verdictDecorations';

/** Set while the extension is active: what has to end before its services do. */
let close: (() => Promise<void>) | undefined;

/** @returns in the in-host tests, what the surfaces work with; nothing otherwise: the extension has no API */
export function activate(context: vscode.ExtensionContext): Surfaces | undefined {
  const services = createServices(context);
  ({ close } = services);
  context.subscriptions.push(
    registerCommands(services),
    registerMountView(services),
    registerInspectingKey(services),
    registerOutOfSight(services),
    registerVerdictDecorations(services),
    registerConnectionStatus(services),
    registerSharedFiles(services),
    registerTemplates(services),
    registerLeftoverMessages(services),
    registerAgentTools(services),
  );
  void services.temporaryProbes.sweep();
  // `npm start` opens straight on the demo.
  const { Development } = vscode.ExtensionMode;
  if (context.extensionMode === Development && process.env.EFS_MOUNT_INSPECTOR_DEMO === '1') {
    void vscode.commands.executeCommand('efsMountInspector.tryDemo');
  }
  return context.extensionMode === vscode.ExtensionMode.Test ? services : undefined;
}

/** VS Code waits some seconds for this. What is not deleted by then is in the journal for the next start. */
export async function deactivate(): Promise<void> {
  await close?.();
}
