import * as vscode from 'vscode';
import { t } from '../views/localize';
import { showError } from '../views/window';

/** A part of the extension that is loaded when it is first needed, and then kept. */
export class OnDemand<Part> {
  readonly #load: () => Promise<Part | undefined>;
  #loading: Promise<Part | undefined> | undefined;

  /** @param load gives undefined where another part that this one needs could not be loaded */
  constructor(load: () => Promise<Part | undefined>) {
    this.#load = load;
  }

  /** The part. Undefined where it cannot be loaded, which a message says; the next need tries again. */
  use(): Promise<Part | undefined> {
    this.#loading ??= this.#loadOrTell();
    return this.#loading;
  }

  /** The part where somebody has needed it. Loads nothing. */
  get used(): Promise<Part | undefined> | undefined {
    return this.#loading;
  }

  async #loadOrTell(): Promise<Part | undefined> {
    try {
      const part = await this.#load();
      this.#loading = part && this.#loading;
      return part;
    } catch (error) {
      this.#loading = undefined;
      void tell(error);
      return undefined;
    }
  }
}

async function tell(error: unknown): Promise<void> {
  const reload = t('Reload Window');
  const words = t(
    'A part of EFS Mount Inspector could not be loaded. Reload the window; if this comes again, reinstall the extension. {0}',
    error instanceof Error ? error.message : String(error),
  );
  if ((await showError(words, reload)) === reload) {
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
  }
}
