import * as vscode from 'vscode';
import type { Services } from '../services';

/** Every command of package.json, and the few that only our own items run. */
const names = [
  'inspect',
  'cancelInspection',
  'openReport',
  'refresh',
  'cancelDiscovery',
  'resumeDiscovery',
  'filter',
  'clearFilter',
  'tryDemo',
  'stopDemo',
  'selectProfile',
  'selectRegions',
  'showLog',
  'exportReport',
  'copyReport',
  'openInConsole',
  'copyArn',
  'markAsShellProbe',
  'unmarkAsShellProbe',
  'copyProbeTemplate',
  'signIn',
  'copyIamPolicy',
  'deleteLeftoverProbes',
  'openFile',
  'saveFileCopy',
  'countTotals',
  'countTotalsQuietly',
  'cancelTotals',
  'copyPath',
  'loadMore',
  'showMoreEntries',
  'reloadDirectory',
] as const;

export type CommandName = (typeof names)[number];

/** What the commands do is loaded when the first of them is run. */
export function registerCommands(services: Services): vscode.Disposable {
  const load = async () => (await import('./commands')).createCommands(services);
  let commands: ReturnType<typeof load> | undefined;
  return vscode.Disposable.from(
    ...names.map(name =>
      vscode.commands.registerCommand(`efsMountInspector.${name}`, async (...args: never[]) => {
        const run = (await (commands ??= load()))[name];
        return run(...args);
      }),
    ),
  );
}
