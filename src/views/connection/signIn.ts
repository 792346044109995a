import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Problem } from '../../core/humanError';

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
export function signIn({ kind, profile }: SignIn): Promise<boolean> {
  const terminal = vscode.window.createTerminal({
    name: 'AWS',
    shellPath: 'aws',
    shellArgs: [...(kind === 'sso' ? ['sso', 'login'] : ['login']), '--profile', profile],
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
