import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { t } from '../localize';
import { showError } from '../window';
import type { SignIn } from './signInArgument';
import { isFlatpak, signInProgram } from './signInProgram';

interface Running {
  readonly terminal: vscode.Terminal;
  readonly endedWell: Promise<boolean>;
}

/** AWS's own sign-ins in terminals. One of a profile at a time: it is asked for beside everything that it lacks. */
export class SignIns {
  /** By profile. */
  readonly #running = new Map<string, Running>();
  readonly #whenSignedIn: () => Promise<void>;

  /** @param whenSignedIn done once after each that ended well, before anybody is told */
  constructor(whenSignedIn: () => Promise<void>) {
    this.#whenSignedIn = whenSignedIn;
  }

  /** Shows the one that is under way, where there is one. @returns whether it ended well */
  async signIn(expired: SignIn): Promise<boolean> {
    let running = this.#running.get(expired.profile);
    if (!running) {
      const terminal = openTerminal(expired);
      if (!terminal) {
        await offerInstallation();
        return false;
      }
      const endedWell = this.#follow(terminal).finally(() => this.#running.delete(expired.profile));
      running = { terminal, endedWell };
      this.#running.set(expired.profile, running);
    }
    running.terminal.show();
    return running.endedWell;
  }

  async #follow(terminal: vscode.Terminal): Promise<boolean> {
    const endedWell = await hasEndedWell(terminal);
    if (endedWell) {
      await this.#whenSignedIn();
    }
    return endedWell;
  }
}

/** Without a shell: a profile's name may hold anything. Undefined where the AWS CLI was not found. */
function openTerminal(expired: SignIn): vscode.Terminal | undefined {
  const program = signInProgram(expired, {
    environment: process.env,
    platform: process.platform,
    remote: vscode.env.remoteName !== undefined,
    flatpak: isFlatpak(),
  });
  return (
    program &&
    vscode.window.createTerminal({
      name: 'AWS',
      shellPath: program.path,
      shellArgs: [...program.words],
      // A workspace may hold a program of that name.
      cwd: homedir(),
      isTransient: true,
    })
  );
}

function hasEndedWell(terminal: vscode.Terminal): Promise<boolean> {
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
