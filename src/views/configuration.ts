import * as vscode from 'vscode';
import type { Severity } from '../core/findings/finding';

const section = 'efsMountInspector';

/** One setting: its value now, and an event for when that changes. */
export class ConfigValue<T> implements vscode.Disposable {
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
export class Configuration implements vscode.Disposable {
  readonly profile = new ConfigValue<string>('aws.profile');
  readonly regions = new ConfigValue<readonly string[]>('aws.regions');
  readonly endpoint = new ConfigValue<string>('aws.endpoint');
  readonly installedFunctions = new ConfigValue<readonly string[]>('probe.installedFunctions');
  readonly shellFunctions = new ConfigValue<readonly string[]>('probe.shellFunctions');
  readonly deadlineSeconds = new ConfigValue<number>('probe.deadlineSeconds');
  readonly pageSize = new ConfigValue<number>('files.pageSize');
  readonly operationsPerSecond = new ConfigValue<number>('files.operationsPerSecond');
  readonly templateDiagnostics = new ConfigValue<boolean>('template.diagnostics');
  readonly templateSeverities = new ConfigValue<Readonly<Record<string, Severity | 'off'>>>(
    'template.severities',
  );
  readonly templateCodeLens = new ConfigValue<boolean>('template.codeLens');

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
