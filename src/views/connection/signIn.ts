import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { t } from '../localize';
import { showError } from '../window';
import type { SignIn } from './signInArgument';
import { isFlatpak, signInProgram } from './signInProgram';

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
