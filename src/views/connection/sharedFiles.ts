import * as vscode from 'vscode';
import type { LambdaApis } from '../../aws/lambdaApi';
import { SharedFilesWatcher } from '../../aws/sharedFilesWatcher';
import type { FunctionCatalog } from '../../inspect/catalog';
import type { Configuration } from '../configuration';
import type { Connections } from './connections';
import type { Discovery } from '../discovery';

export interface SharedFilesServices {
  readonly apis: LambdaApis;
  readonly catalog: FunctionCatalog;
  readonly configuration: Configuration;
  readonly connections: Connections;
  readonly discovery: Discovery;
}

/** Makes edited profiles, and a sign-in that ended an expired one, count at once. */
export function followSharedFiles({
  apis,
  catalog,
  configuration,
  connections,
  discovery,
}: SharedFilesServices): vscode.Disposable {
  const again = () => {
    if (!connections.demo) {
      apis.reset();
      void discovery.refresh();
    }
  };
  const watcher = new SharedFilesWatcher(process.env, {
    onProfiles: again,
    onTokens: () => {
      // The SDK writes tokens too, when it renews them: that is no reason to list anew.
      if (catalog.states.some(({ error }) => error?.problem?.code === 'login-expired')) {
        again();
      }
    },
  });
  // Not before somebody looks for functions: starting up costs nothing.
  const first = connections.onDidChange(() => {
    first.dispose();
    void watcher.start();
  });
  return vscode.Disposable.from(
    watcher,
    { dispose: () => first.dispose() },
    configuration.profile.onDidChange(() => apis.reset()),
    configuration.endpoint.onDidChange(() => apis.reset()),
  );
}
