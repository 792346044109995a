import * as vscode from 'vscode';
import type { Log } from '../../aws/log';
import { isHumanError } from '../../core/humanError';
import { signInArgument, type SignIn } from '../connection/signInArgument';
import { explainError } from '../explainError';
import { t } from '../localize';
import { showError } from '../window';

/** Does what a person asked for. Where that fails, says why, and offers what helps. */
export class Attempts {
  readonly #log: Log;
  readonly #signedIn: (expired: SignIn) => Promise<boolean>;

  /** @param signedIn whether a person has signed in, having been asked to */
  constructor(log: Log, signedIn: (expired: SignIn) => Promise<boolean>) {
    this.#log = log;
    this.#signedIn = signedIn;
  }

  /**
   * Ends when it is done or has failed.
   * @param work is done again after a sign-in that it lacked
   */
  async run(arn: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      void this.#offerHelp(error, arn, work);
    }
  }

  async #offerHelp(error: unknown, arn: string, work: () => Promise<unknown>): Promise<void> {
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
      await vscode.commands.executeCommand('efsMountInspector.inspect', { arn });
    }
    if (choice === signIn && expired && (await this.#signedIn(expired))) {
      await this.run(arn, work);
    }
  }
}

const notProbes = new Set([
  'mark-not-confirmed',
  'no-longer-a-probe',
  'not-known-as-probe',
  'temporary-probe-gone',
]);
