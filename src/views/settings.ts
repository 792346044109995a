import * as vscode from 'vscode';
import type { Log } from '../aws/log';
import type { Severity } from '../core/findings/finding';
import {
  choicesSetting,
  flagSetting,
  functionsSetting,
  listSetting,
  numberSetting,
  textSetting,
  type SettingReader,
} from './readSetting';

const section = 'efsMountInspector';

/** One setting: its value now, and an event for when that changes. */
export class Setting<T> implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<T>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: vscode.Disposable;

  readonly #read: SettingReader<T>;
  readonly #log: Log;
  #complained = '';

  constructor(
    readonly key: string,
    read: SettingReader<T>,
    log: Log,
  ) {
    this.#read = read;
    this.#log = log;
    this.#listener = vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${section}.${key}`)) {
        this.#changed.fire(this.value);
      }
    });
  }

  get value(): T {
    return this.#understood(vscode.workspace.getConfiguration(section).get(this.key));
  }

  /** What the user has set, whatever a workspace says. */
  get ofUser(): T {
    const { defaultValue, globalValue } = vscode.workspace.getConfiguration(section).inspect(this.key) ?? {};
    return this.#understood(globalValue ?? defaultValue);
  }

  #understood(raw: unknown): T {
    const { complaint = '', value } = this.#read(raw);
    if (complaint !== '' && complaint !== this.#complained) {
      this.#log.warn(`The setting ${section}.${this.key} cannot be used as it is: ${complaint}.`);
    }
    this.#complained = complaint;
    return value;
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
  readonly profile: Setting<string>;
  readonly regions: Setting<readonly string[]>;
  readonly endpoint: Setting<string>;
  readonly installedFunctions: Setting<readonly string[]>;
  readonly shellFunctions: Setting<readonly string[]>;
  readonly deadlineSeconds: Setting<number>;
  readonly pageSize: Setting<number>;
  readonly operationsPerSecond: Setting<number>;
  readonly templateDiagnostics: Setting<boolean>;
  readonly templateSeverities: Setting<Readonly<Record<string, Severity | 'off'>>>;
  readonly templateCodeLens: Setting<boolean>;

  constructor(log: Log) {
    const setting = <T>(key: string, read: SettingReader<T>) => new Setting(key, read, log);
    this.profile = setting('aws.profile', textSetting());
    this.regions = setting('aws.regions', listSetting('regions'));
    this.endpoint = setting('aws.endpoint', textSetting());
    this.installedFunctions = setting('probe.installedFunctions', functionsSetting);
    this.shellFunctions = setting('probe.shellFunctions', functionsSetting);
    this.deadlineSeconds = setting('probe.deadlineSeconds', numberSetting(20, 2, 840));
    this.pageSize = setting('files.pageSize', numberSetting(10_000, 100, 100_000));
    this.operationsPerSecond = setting('files.operationsPerSecond', numberSetting(100, 1, 100_000));
    this.templateDiagnostics = setting('template.diagnostics', flagSetting(true));
    this.templateSeverities = setting(
      'template.severities',
      choicesSetting<Severity | 'off'>(['error', 'warning', 'info', 'off']),
    );
    this.templateCodeLens = setting('template.codeLens', flagSetting(true));
  }

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
