import * as vscode from 'vscode';
import type { InspectionStore } from '../inspect/inspectionStore';
import type { ViewState } from './tree/viewState';

/** Every key that `when` clauses of package.json ask for, without the prefix, and what it can be. */
export interface ContextKeys {
  readonly state: ViewState;
  readonly discovering: boolean;
  readonly demo: boolean;
  readonly filtered: boolean;
  /** Whether any inspection runs. */
  readonly inspecting: boolean;
  /** Whether a temporary probe is kept. */
  readonly temporaryProbe: boolean;
}

/** A key that `when` clauses of package.json ask for. Setting the value it has costs nothing. */
export class ContextKey<Name extends keyof ContextKeys> {
  #value: ContextKeys[Name] | undefined;

  constructor(readonly name: Name) {}

  set(value: ContextKeys[Name] | undefined): void {
    if (value !== this.#value) {
      this.#value = value;
      void vscode.commands.executeCommand('setContext', `efsMountInspector.${this.name}`, value);
    }
  }
}

/** Tells `when` clauses whether an inspection runs. */
export function registerInspectingKey({ store }: { readonly store: InspectionStore }): vscode.Disposable {
  const key = new ContextKey('inspecting');
  const listener = store.onDidChange(() => key.set(store.running.length > 0));
  return new vscode.Disposable(() => listener.dispose());
}
