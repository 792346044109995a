import * as vscode from 'vscode';
import { ConnectionResolver } from '../aws/credentials/connectionResolver';
import { AwsApis } from '../aws/awsApis';
import { RedactedLog } from '../aws/log';
import { FunctionCatalog } from '../inspect/functionCatalog';
import { ConfirmedMarks } from '../inspect/kept/confirmedMarks';
import { DirectoryCache } from '../inspect/directoryCache';
import { Inspector } from '../inspect/inspector';
import { KeptInspections } from '../inspect/kept/keptInspections';
import { ProbeGuard } from '../inspect/probeGuard';
import { StorageFolder } from '../inspect/kept/storageFolder';
import { InspectionStore } from '../inspect/inspectionStore';
import { journalFolder } from '../inspect/temporary/journalPlace';
import { ProbeJournal } from '../inspect/temporary/probeJournal';
import { TemporaryProbes } from '../inspect/temporary/temporaryProbes';
import { LatencyMeter } from '../inspect/latencyMeter';
import { TotalsCounter } from '../inspect/totalsCounter';
import { Connections } from './connection/connections';
import { Demo } from './connection/demo';
import { remoteMachine } from './connection/remoteMachine';
import { askMfaCode } from './connection/mfaCode';
import { Discovery } from './functionDiscovery';
import type { OpenedFiles } from './files/openedFiles';
import { MarkOffers } from './markOffers';
import { mayInvokeUnseen } from './mayInvokeUnseen';
import { ReportPanels } from './report/reportPanels';
import { Settings } from './settings';
import { FunctionFilter } from './tree/filter';
import { FunctionGrouping } from './tree/grouping';
import type { Surfaces } from './surfaces';
import { MountTree } from './tree/mountTree';
import { Walkthrough } from './walkthrough';

/** Base64 of the SHA-256 of the probe zip that is shipped; esbuild.mjs fills it in. */
declare const PROBE_CODE_SHA256: string;

/** Makes the services of a window. Those that only the window needs are disposed with the extension's subscriptions. */
export function createServices(
  context: vscode.ExtensionContext,
  openedFiles: OpenedFiles,
): Surfaces & { readonly close: () => Promise<void> } {
  const { extension, extensionUri, globalState, globalStorageUri, subscriptions, workspaceState } = context;
  const channel = vscode.window.createOutputChannel('EFS Mount Inspector', { log: true });
  const log = new RedactedLog(channel);
  const settings = new Settings(log);
  const resolver = new ConnectionResolver(process.env, remoteMachine(vscode.env.remoteName));
  const demo = new Demo(context.asAbsolutePath('dist'));
  const connections = new Connections(resolver, settings, demo, workspaceState);
  const apis = new AwsApis({ mfaCode: askMfaCode, demoKey: () => demo.accessKey, log });
  const catalog = new FunctionCatalog(apis, globalState);
  const temporaryProbes: TemporaryProbes = new TemporaryProbes({
    apis,
    journal: new ProbeJournal(journalFolder(globalStorageUri.fsPath), log, globalState),
    zip: async () => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'probe.zip')),
    isShown: arn => panels.isOpen(arn),
    log,
  });
  const marks = new ConfirmedMarks(globalState);
  const guard = new ProbeGuard({
    apis,
    catalog,
    evidence: () => ({
      // A workspace does not choose what is invoked.
      installedFunctions: settings.installedFunctions.ofUser,
      shellFunctions: settings.shellFunctions.ofUser,
      isConfirmed: (target, mark) => marks.holds(target, mark),
      shippedCodeSha256: PROBE_CODE_SHA256,
    }),
    connected: () => discovery.ensure(),
    decide: mayInvokeUnseen,
  });
  const inspector = new Inspector({
    apis,
    guard,
    temporaryProbes,
    deadlineSeconds: () => settings.deadlineSeconds.value,
    pageSize: () => settings.pageSize.value,
  });
  const kept = new KeptInspections(new StorageFolder(globalStorageUri.fsPath));
  const store = new InspectionStore(inspector, kept, () => import('../inspect/inspecting'), log, {
    automatically: () => settings.readMetricsAutomatically.value,
  });
  const directories = new DirectoryCache(inspector);
  directories.follow(store);
  const totals = new TotalsCounter(inspector, () => settings.operationsPerSecond.value);
  const latency = new LatencyMeter(inspector, store, () => settings.operationsPerSecond.value);
  const filter = new FunctionFilter(workspaceState);
  const grouping = new FunctionGrouping(workspaceState);
  const discovery: Discovery = new Discovery(catalog, connections, settings, filter);
  const panels = new ReportPanels({
    catalog,
    directories,
    extensionUri,
    latency,
    log,
    store,
    temporaryProbes,
    totals,
  });
  const tree = new MountTree({
    catalog,
    connections,
    directories,
    filter,
    grouping,
    inspector,
    log,
    store,
    temporaryProbes,
    totals,
  });

  subscriptions.push(
    settings,
    connections,
    catalog,
    store,
    directories,
    totals,
    latency,
    filter,
    grouping,
    discovery,
    panels,
    tree,
    new MarkOffers({ catalog, marks, settings, memento: workspaceState }),
  );
  return {
    apis,
    catalog,
    connections,
    directories,
    discovery,
    extensionUri,
    filter,
    grouping,
    inspector,
    latency,
    log,
    marks,
    openedFiles,
    panels,
    resolver,
    settings,
    showLog: () => channel.show(),
    store,
    temporaryProbes,
    totals,
    tree,
    walkthrough: new Walkthrough(extension.id, globalState),
    // What is needed until the temporary probes are deleted: VS Code disposes the subscriptions before that.
    close: async () => {
      await temporaryProbes.close();
      apis.dispose();
      demo.dispose();
      channel.dispose();
    },
  };
}
