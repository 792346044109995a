import type * as vscode from 'vscode';
import type { ConnectionResolver } from '../aws/credentials/connectionResolver';
import type { Log } from '../aws/log';
import type { AwsApis } from '../aws/awsApis';
import type { FunctionCatalog } from '../inspect/functionCatalog';
import type { ConfirmedMarks } from '../inspect/kept/confirmedMarks';
import type { DirectoryCache } from '../inspect/directoryCache';
import type { Inspector } from '../inspect/inspector';
import type { InspectionStore } from '../inspect/inspectionStore';
import type { TemporaryProbes } from '../inspect/temporary/temporaryProbes';
import type { LatencyMeter } from '../inspect/latencyMeter';
import type { TotalsCounter } from '../inspect/totalsCounter';
import type { Connections } from './connection/connections';
import type { Discovery } from './functionDiscovery';
import type { OpenedFiles } from './files/openedFiles';
import type { Settings } from './settings';
import type { FunctionFilter } from './tree/filter';
import type { FunctionGrouping } from './tree/grouping';
import type { Walkthrough } from './walkthrough';

/** What the surfaces of the window work with. Each takes a `Pick` of what it needs. */
export interface Services {
  readonly apis: AwsApis;
  readonly catalog: FunctionCatalog;
  readonly connections: Connections;
  readonly directories: DirectoryCache;
  readonly discovery: Discovery;
  readonly extensionUri: vscode.Uri;
  readonly filter: FunctionFilter;
  readonly grouping: FunctionGrouping;
  readonly inspector: Inspector;
  readonly latency: LatencyMeter;
  readonly log: Log;
  readonly marks: ConfirmedMarks;
  readonly showLog: () => void;
  readonly openedFiles: OpenedFiles;
  readonly resolver: ConnectionResolver;
  readonly settings: Settings;
  readonly store: InspectionStore;
  readonly temporaryProbes: TemporaryProbes;
  readonly totals: TotalsCounter;
  readonly walkthrough: Walkthrough;
}
