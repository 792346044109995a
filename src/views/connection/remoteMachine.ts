import type { RemoteMachine } from '../../aws/connection';

/**
 * Where a window's extensions run; undefined for this computer.
 * @param remoteName of `vscode.env`: the part before `+` of the remote's authority
 */
export function remoteMachine(remoteName: string | undefined): RemoteMachine | undefined {
  switch (remoteName) {
    case undefined:
    case '':
      return undefined;
    case 'wsl':
      return 'wsl';
    case 'ssh-remote':
      return 'ssh';
    case 'dev-container':
    case 'attached-container':
      return 'container';
    case 'codespaces':
      return 'codespace';
    default:
      return 'remote';
  }
}
