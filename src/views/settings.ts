import * as vscode from 'vscode';
import type { Severity } from '../core/findings/finding';

const section = 'efsMountInspector';

/** One setting: its value now, and an event for when that changes. */
export class Setting<T> implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<T>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: vscode.Disposable;

  constructor(readonly key: string) {
    this.#listener = vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${section}.${key}`)) {
        this.#changed.fire(this.value);
      }
    });
  }

  get value(): T {
    // package.json declares a default for every setting, so there always is a value.
    return vscode.workspace.getConfiguration(section).get<T>(this.key) as T;
  }

  /** Writes to the user's settings: a workspace must not choose where we connect to or what is invoked. */
  async update(value: T): Promise<void> {
    await vscode.workspace
      .getConfiguration(section)
      .update(this.key, value, vscode.ConfigurationTarget.Global);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/** The settings of package.json, typed. */
export class Settings implements vscode.Disposable {
  readonly profile = new Setting<string>('aws.profile');
  readonly regions = new Setting<readonly string[]>('aws.regions');
  readonly endpoint = new Setting<string>('aws.endpoint');
  readonly installedFunctions = new Setting<readonly string[]>('probe.installedFunctions');
  readonly shellFunctions = new Setting<readonly string[]>('probe.shellFunctions');
  readonly deadlineSeconds = new Setting<number>('probe.deadlineSeconds');
  readonly pageSize = new Setting<number>('files.pageSize');
  readonly operationsPerSecond = new Setting<number>('files.operationsPerSecond');
  readonly templateDiagnostics = new Setting<boolean>('template.diagnostics');
  readonly templateSeverities = new Setting<Readonly<Record<string, Severity | 'off'>>>(
    'template.severities',
  );
  readonly templateCodeLens = new Setting<boolean>('template.codeLens');

  dispose(): void {
    for (const value of [
      this.profile,
      this.regions,
      this.endpoint,
      this.installedFunctions,
      this.shellFunctions,
      this.deadlineSeconds,
      this.pageSize,
      this.operationsPerSecond,
      this.templateDiagnostics,
      this.templateSeverities,
      this.templateCodeLens,
    ]) {
      value.dispose();
    }
  }
}
