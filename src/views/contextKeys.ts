import * as vscode from 'vscode';

/** A key that `when` clauses of package.json ask for. Setting the value it has costs nothing. */
export class ContextKey<T extends string | boolean> {
  #value: T | undefined;

  constructor(readonly name: string) {}

  set(value: T | undefined): void {
    if (value !== this.#value) {
      this.#value = value;
      void vscode.commands.executeCommand('setContext', `efsMountInspector.${this.name}`, value);
    }
  }
}
