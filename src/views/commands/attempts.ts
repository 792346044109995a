import * as vscode from 'vscode';
import type { Log } from '../../aws/log';
import { isHumanError } from '../../core/humanError';
import { signInArgument, type SignIn } from '../connection/signInArgument';
import { explainError } from '../explainError';
import { t } from '../localize';
import { showError } from '../window';
import type { CommandName } from './names';

/** What a person asked for. */
export interface Attempt {
  readonly command: CommandName;
  /** The function's. */
  readonly arn: string;
  /** What of its file system it is about, where it is not about all of it. */
  readonly path?: string | undefined;
}

function idOf({ arn, command, path = '' }: Attempt): string {
  return `${command}\0${arn}\0${path}`;
}

/** Does what a person asked for. Where that fails, says why, and offers what helps. */
export class Attempts {
  readonly #log: Log;
  readonly #signedIn: (expired: SignIn) => Promise<boolean>;
  /** What is done again when a person has signed in, by {@link idOf}. */
  readonly #again = new Set<string>();

  /** @param signedIn whether a person has signed in, having been asked to */
  constructor(log: Log, signedIn: (expired: SignIn) => Promise<boolean>) {
    this.#log = log;
    this.#signedIn = signedIn;
  }

  /**
   * Ends when it is done or has failed.
   * @param work is done again after a sign-in that it lacked
   */
  async run(of: Attempt, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      void this.#offerHelp(error, of, work);
    }
  }

  /** Has a person sign in, and does what lacked that: once, however often it is asked for meanwhile. */
  async signInFor(of: Attempt, expired: SignIn, work: () => Promise<unknown>): Promise<void> {
    const id = idOf(of);
    const isFirst = !this.#again.has(id);
    this.#again.add(id);
    try {
      if ((await this.#signedIn(expired)) && isFirst) {
        await work();
      }
    } finally {
      if (isFirst) {
        this.#again.delete(id);
      }
    }
  }

  async #offerHelp(error: unknown, of: Attempt, work: () => Promise<unknown>): Promise<void> {
    const problem = isHumanError(error) ? error.problem : undefined;
    const expired = signInArgument(problem);
    const signIn = t('Sign In');
    const inspect = t('Inspect EFS Mount');
    const choice = await showError(
      explainError(error, this.#log),
      ...(expired ? [signIn] : []),
      ...(notProbes.has(problem?.code ?? '') ? [inspect] : []),
    );
    if (choice === inspect) {
      await vscode.commands.executeCommand('efsMountInspector.inspect', { arn: of.arn });
    }
    if (choice === signIn && expired) {
      await this.signInFor(of, expired, () => this.run(of, work));
    }
  }
}

const notProbes = new Set([
  'mark-not-confirmed',
  'no-longer-a-probe',
  'not-known-as-probe',
  'temporary-probe-gone',
]);
