import * as vscode from 'vscode';
import { SharedFilesWatcher } from '../../aws/sharedFiles/sharedFilesWatcher';
import type { Services } from '../services';

/** Makes edited profiles, and a sign-in that ended an expired one, count at once. */
export function registerSharedFiles({
  apis,
  catalog,
  settings,
  connections,
  discovery,
}: Pick<Services, 'apis' | 'catalog' | 'connections' | 'discovery' | 'settings'>): vscode.Disposable {
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
    settings.profile.onDidChange(() => apis.reset()),
    settings.endpoint.onDidChange(() => apis.reset()),
  );
}
