import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Problem } from '../../core/humanError';
import { t } from '../localize';
import { showError } from '../window';
import { isFlatpak, signInProgram } from './signInProgram';

/** What an expired sign-in needs, as the command's argument; undefined for any other problem. */
export function signInArgument(problem: Problem | undefined): SignIn | undefined {
  return problem?.code === 'login-expired'
    ? {
        profile: String(problem.params.profile),
        kind: String(problem.params.command).startsWith('aws sso ') ? 'sso' : 'console',
      }
    : undefined;
}

export interface SignIn {
  readonly profile: string;
  /** An SSO session, or the console's sign-in. */
  readonly kind: 'sso' | 'console';
}

/**
 * Runs AWS's own sign-in in a terminal, without a shell: a profile's name may hold anything.
 * @returns whether it ended well
 */
export async function signIn(expired: SignIn): Promise<boolean> {
  const program = signInProgram(expired, {
    environment: process.env,
    platform: process.platform,
    remote: vscode.env.remoteName !== undefined,
    flatpak: isFlatpak(),
  });
  if (!program) {
    await offerInstallation();
    return false;
  }
  const terminal = vscode.window.createTerminal({
    name: 'AWS',
    shellPath: program.path,
    shellArgs: [...program.words],
    // A workspace may hold a program of that name.
    cwd: homedir(),
    isTransient: true,
  });
  terminal.show();
  return new Promise(resolve => {
    const listener = vscode.window.onDidCloseTerminal(closed => {
      if (closed === terminal) {
        listener.dispose();
        resolve(closed.exitStatus?.code === 0);
      }
    });
  });
}

async function offerInstallation(): Promise<void> {
  const button = t('How to Install');
  const choice = await showError(
    t(
      'The AWS CLI was not found in the folders of PATH. Install version 2 of it where this window runs, start VS Code again, and sign in.',
    ),
    button,
  );
  if (choice === button) {
    await vscode.env.openExternal(vscode.Uri.parse(INSTALLATION));
  }
}

const INSTALLATION = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';
