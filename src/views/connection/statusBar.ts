import * as vscode from 'vscode';
import type { Connection } from '../../aws/connection';
import { plain } from '../../core/text/visibleText';
import { t } from '../localize';
import type { Services } from '../services';
import type { Connections } from './connections';

/** Which profile and regions are looked at; a click chooses another profile. */
export function registerConnectionStatus({ connections }: Pick<Services, 'connections'>): vscode.Disposable {
  return new ConnectionStatus(connections);
}

/** Whose credentials are used: keys of the environment are no profile's. */
function sourceName(connection: Connection | undefined): string {
  switch (connection?.origin) {
    case 'environment':
      return t('environment variables');
    case 'web-identity':
      return t('web identity');
    case 'container':
      return connection.profile ?? t('container role');
    case 'instance':
      return connection.profile ?? t('instance role');
    case 'profile':
    case undefined:
      return connection?.profile ?? 'default';
  }
}

class ConnectionStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'efsMountInspector.connection',
    vscode.StatusBarAlignment.Left,
  );
  readonly #connections: Connections;
  readonly #listener: { dispose(): void };

  constructor(connections: Connections) {
    this.#connections = connections;
    this.#item.name = t('EFS Mount Inspector: connection');
    this.#listener = connections.onDidChange(() => this.#update());
    this.#update();
  }

  #update(): void {
    const { current, demo } = this.#connections;
    if (demo) {
      this.#item.text = `$(beaker) ${t('EFS demo')}`;
      this.#item.tooltip = t('The EFS Mount Inspector shows its demo. Select to stop it and look at AWS.');
      this.#item.command = 'efsMountInspector.stopDemo';
      this.#item.show();
    } else if (current.length > 0) {
      const profile = sourceName(current[0]);
      const regions = current.map(({ region }) => region);
      const where = regions.length > 2 ? t('{0} regions', regions.length) : regions.join(', ');
      this.#item.text = `$(server) ${plain(`${profile} · ${where}`)}`;
      this.#item.tooltip = plain(
        t(
          'The EFS Mount Inspector connects with {0} in {1}. Select to change the profile.',
          profile,
          regions.join(', '),
        ),
      );
      this.#item.command = 'efsMountInspector.selectProfile';
      this.#item.show();
    } else {
      this.#item.hide();
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }
}
