import * as vscode from 'vscode';
import { ConnectionResolver } from './aws/connection';
import { LambdaApis } from './aws/lambdaApi';
import { createTranslate } from './core/localize';
import { FunctionCatalog } from './inspect/catalog';
import { DirectoryCache } from './inspect/directories';
import { Inspector } from './inspect/inspector';
import { ProbeJournal } from './inspect/temporary/probeJournal';
import { InspectionStore } from './inspect/store';
import { TotalsCounter } from './inspect/totals';
import { TemporaryProbes } from './inspect/temporary/temporaryProbes';
import { registerCommands } from './views/commands/register';
import { Configuration } from './views/configuration';
import { Connections } from './views/connection/connections';
import { Demo } from './views/connection/demo';
import { Discovery } from './views/discovery';
import { OpenedFiles } from './views/files/openedFiles';
import { Inspections } from './views/inspections';
import { sayWhatIsLeft } from './views/leftoverProbes';
import { askMfaCode } from './views/connection/mfaCode';
import { ReportPanels } from './views/report/panel';
import { followSharedFiles } from './views/connection/sharedFiles';
import { ConnectionStatus } from './views/connection/statusBar';
import { registerTemplates } from './views/template/register';
import { StorageFiles } from './views/storageFiles';
import { FunctionFilter } from './views/tree/filter';
import { MountTree } from './views/tree/mountTree';
import { VerdictDecorations } from './views/tree/verdictDecorations';
import { showMountView } from './views/tree/mountView';

/** Base64 of the SHA-256 of the probe zip that is shipped; esbuild.mjs fills it in. */
declare const PROBE_CODE_SHA256: string;

/** Set while the extension is active: what has to end before its services do. */
let close: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const t = createTranslate(vscode.l10n.bundle);
  const log = vscode.window.createOutputChannel('EFS Mount Inspector', { log: true });
  const configuration = new Configuration();
  const resolver = new ConnectionResolver();
  const demo = new Demo(context.asAbsolutePath('dist'));
  const connections = new Connections(resolver, configuration, demo, context.workspaceState);

  const apis = new LambdaApis({ mfaCode: (serial, profile) => askMfaCode(serial, profile, t), log });
  const catalog = new FunctionCatalog(apis, context.globalState);
  const temporaryProbes: TemporaryProbes = new TemporaryProbes({
    apis,
    journal: new ProbeJournal(context.globalState),
    zip: async () =>
      vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', 'probe.zip')),
    isShown: arn => panels.isOpen(arn),
    log,
  });
  const inspector = new Inspector({
    apis,
    temporaryProbes,
    marks: () => ({
      installedFunctions: configuration.installedFunctions.value,
      shellFunctions: configuration.shellFunctions.value,
    }),
    probeCodeSha256: PROBE_CODE_SHA256,
    deadlineSeconds: () => configuration.deadlineSeconds.value,
    pageSize: () => configuration.pageSize.value,
  });
  const store = new InspectionStore(
    inspector,
    new StorageFiles(context.globalStorageUri),
    () => import('./inspect/inspecting'),
    log,
  );
  const directories = new DirectoryCache(inspector);
  const totals = new TotalsCounter(inspector, () => configuration.operationsPerSecond.value);
  const inspections = new Inspections(catalog, store, directories, totals, log, t);

  const filter = new FunctionFilter(context.workspaceState);
  const discovery = new Discovery(catalog, connections, configuration, filter);
  const openedFiles = new OpenedFiles(t);
  const panels = new ReportPanels(inspections, context.extensionUri);
  const tree = new MountTree({
    catalog,
    connections,
    inspections,
    inspector,
    directories,
    totals,
    filter,
    t,
  });

  // These are needed until the temporary probes are deleted. VS Code disposes the subscriptions before that.
  close = async () => {
    await temporaryProbes.close();
    apis.dispose();
    demo.dispose();
    log.dispose();
  };
  void temporaryProbes.sweep();

  context.subscriptions.push(
    configuration,
    connections,
    catalog,
    store,
    directories,
    totals,
    inspections,
    filter,
    discovery,
    openedFiles,
    panels,
    tree,
    sayWhatIsLeft(temporaryProbes, t),
    new VerdictDecorations(inspections, t),
    new ConnectionStatus(connections, t),
    showMountView({ catalog, discovery, filter, tree, t }),
    followSharedFiles({ apis, catalog, configuration, connections, discovery }),
    registerTemplates({
      apis,
      catalog,
      configuration,
      discovery,
      inspect: async arn => {
        await vscode.commands.executeCommand('efsMountInspector.inspect', { arn });
      },
      inspections,
      log,
      t,
    }),
    registerCommands({
      apis,
      catalog,
      configuration,
      connections,
      directories,
      discovery,
      extensionUri: context.extensionUri,
      filter,
      inspections,
      inspector,
      log,
      openedFiles,
      panels,
      resolver,
      t,
      temporaryProbes,
      totals,
      tree,
    }),
  );

  // `npm start` opens straight on the demo.
  if (
    context.extensionMode === vscode.ExtensionMode.Development &&
    process.env.EFS_MOUNT_INSPECTOR_DEMO === '1'
  ) {
    void connections.setDemo(true);
  }
}

/** VS Code waits some seconds for this. What is not deleted by then is in the journal for the next start. */
export async function deactivate(): Promise<void> {
  await close?.();
}
