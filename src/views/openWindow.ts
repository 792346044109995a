import type * as vscode from 'vscode';
import { registerSharedFiles } from './connection/registerSharedFiles';
import { registerConnectionStatus } from './connection/statusBar';
import { registerInspectingKey } from './contextKeys';
import { createServices } from './createServices';
import type { OpenedFiles } from './files/openedFiles';
import { registerLeftoverMessages } from './leftoverMessages';
import { registerOutOfSight } from './outOfSight';
import type { Surfaces } from './surfaces';
import { registerMountView } from './tree/registerMountView';
import type { TreeNode } from './tree/treeNodes';
import { registerVerdictDecorations } from './tree/verdictDecorations';

/** What VS Code knows of us before the services are loaded, and they work on. */
export interface Registered {
  readonly openedFiles: OpenedFiles;
  readonly view: vscode.TreeView<TreeNode>;
}

/** What works in a window, and what has to end before VS Code disposes it. */
export interface OpenWindow extends Surfaces {
  readonly close: () => Promise<void>;
}

/** A chunk: the services of a window and the surfaces that observe them, loaded with the first that is needed of these. */
export function openWindow(context: vscode.ExtensionContext, { openedFiles, view }: Registered): OpenWindow {
  const services = createServices(context, openedFiles);
  context.subscriptions.push(
    registerMountView(view, services),
    registerInspectingKey(services),
    registerOutOfSight(services),
    registerVerdictDecorations(services),
    registerConnectionStatus(services),
    registerSharedFiles(services),
    registerLeftoverMessages(services),
  );
  void services.temporaryProbes.sweep();
  return services;
}
