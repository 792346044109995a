import * as vscode from 'vscode';
import type { ConnectionResolver } from '../../aws/credentials/connectionResolver';
import { plainLines, plain } from '../../core/text/visibleText';
import { t } from '../localize';
import type { Services } from '../services';
import type { Connections } from './connections';
import { credentialSourceName } from './credentialSourceName';
import { overriddenRegion } from './overriddenRegion';

/** Which profile and regions are looked at; a click offers others, the demo and the log. */
export function registerConnectionStatus({
  connections,
  resolver,
}: Pick<Services, 'connections' | 'resolver'>): vscode.Disposable {
  return new ConnectionStatus(connections, resolver);
}

class ConnectionStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'efsMountInspector.connection',
    vscode.StatusBarAlignment.Left,
  );
  readonly #connections: Connections;
  readonly #resolver: ConnectionResolver;
  readonly #listener: { dispose(): void };

  constructor(connections: Connections, resolver: ConnectionResolver) {
    this.#connections = connections;
    this.#resolver = resolver;
    this.#item.name = t('EFS Mount Inspector: connection');
    this.#item.command = 'efsMountInspector.chooseConnection';
    this.#listener = connections.onDidChange(() => void this.#update());
    void this.#update();
  }

  async #update(): Promise<void> {
    const { current, demo } = this.#connections;
    if (demo) {
      this.#item.text = `$(beaker) ${t('EFS Mounts: demo')}`;
      this.#item.tooltip = t('EFS Mount Inspector shows its demo. Select for AWS profiles and regions.');
      this.#item.show();
      return;
    }
    if (current.length === 0) {
      this.#item.hide();
      return;
    }
    const profile = credentialSourceName(current[0], t);
    const regions = current.map(({ region }) => region);
    const where = regions.length > 2 ? t('{0} regions', regions.length) : regions.join(', ');
    const tooltip = t(
      'EFS Mount Inspector connects with {0} in {1}. Select for other profiles and regions, the demo and the log.',
      profile,
      regions.join(', '),
    );
    const text = `$(server) ${plain(t('EFS Mounts: {0}', `${profile} · ${where}`))}`;
    this.#item.text = text;
    this.#item.tooltip = plain(tooltip);
    this.#item.show();
    const overridden = await overriddenRegion(current, this.#resolver);
    if (overridden !== undefined && current === this.#connections.current) {
      this.#item.text = `${text} $(info)`;
      this.#item.tooltip = plainLines(`${tooltip}\n${overridden}`);
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }
}
