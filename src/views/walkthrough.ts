import * as vscode from 'vscode';
import { t } from './localize';
import { showInformation } from './window';

const offeredKey = 'walkthroughOffered';

/** Our steps for a newcomer, in VS Code's own page for them. */
export class Walkthrough {
  readonly #extensionId: string;
  readonly #state: vscode.Memento;

  /** @param state remembers that the steps were offered */
  constructor(extensionId: string, state: vscode.Memento) {
    this.#extensionId = extensionId;
    this.#state = state;
  }

  async open(): Promise<void> {
    // Beside an editor that is open, not over it.
    const toSide = vscode.window.tabGroups.activeTabGroup.activeTab !== undefined;
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      `${this.#extensionId}#firstSteps`,
      toSide,
    );
  }

  /** Asks once and never again; not at all where the user wants no walkthrough to come by itself. */
  async offerOnce(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('workbench.welcomePage.walkthroughs');
    if (!settings.get('openOnInstall', true) || this.#state.get(offeredKey, false)) {
      return;
    }
    await this.#state.update(offeredKey, true);
    const open = t('Show First Steps');
    const choice = await showInformation(
      t('New to EFS Mount Inspector? Five steps show how to inspect a mount and read its report.'),
      open,
    );
    if (choice === open) {
      await this.open();
    }
  }
}
