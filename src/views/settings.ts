import * as vscode from 'vscode';
import type { Log } from '../aws/log';
import type { Severity } from '../core/findings/finding';
import { editedList, functionsSetting, namesIn, type SettingReader } from './readSetting';
import { settingReaders } from './settingReaders';

const section = 'efsMountInspector';

/** One setting: its value now, and an event for when that changes. */
class Setting<T> implements vscode.Disposable {
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

  /** As it stands in the user's settings, whatever that is. */
  protected get rawOfUser(): unknown {
    return vscode.workspace.getConfiguration(section).inspect(this.key)?.globalValue;
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
  update(value: T): Promise<void> {
    return this.write(value);
  }

  protected async write(raw: unknown): Promise<void> {
    await vscode.workspace.getConfiguration(section).update(this.key, raw, vscode.ConfigurationTarget.Global);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/** A list of functions that are marked as probes. Only the user's own marks count, and only ARNs. */
export class MarksSetting extends Setting<readonly string[]> {
  constructor(key: string, log: Log) {
    super(key, functionsSetting, log);
  }

  /** What the user's list holds besides ARNs. */
  get namesOfUser(): readonly string[] {
    return namesIn(this.rawOfUser);
  }

  /** What a workspace would mark. VS Code passes it on only where the workspace is trusted. */
  get ofWorkspace(): readonly string[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const values = [undefined, ...folders].flatMap(folder => {
      const { workspaceFolderValue, workspaceValue } =
        vscode.workspace.getConfiguration(section, folder).inspect(this.key) ?? {};
      return [workspaceValue, workspaceFolderValue];
    });
    return [...new Set(values.flatMap(raw => functionsSetting(raw).value))];
  }

  /** Changes these entries of the user's list and nothing else in it. */
  edit(added: readonly string[], removed: readonly string[]): Promise<void> {
    return this.write(editedList(this.rawOfUser, { added, removed }));
  }
}

/** The settings of package.json, typed. */
export class Settings implements vscode.Disposable {
  readonly profile: Setting<string>;
  readonly regions: Setting<readonly string[]>;
  readonly endpoint: Setting<string>;
  readonly installedFunctions: MarksSetting;
  readonly shellFunctions: MarksSetting;
  readonly deadlineSeconds: Setting<number>;
  readonly pageSize: Setting<number>;
  readonly operationsPerSecond: Setting<number>;
  readonly readMetricsAutomatically: Setting<boolean>;
  readonly templateDiagnostics: Setting<boolean>;
  readonly templateSeverities: Setting<Readonly<Record<string, Severity | 'off'>>>;
  readonly templateCodeLens: Setting<boolean>;

  constructor(log: Log) {
    const setting = <K extends keyof typeof settingReaders>(key: K) =>
      new Setting<ReturnType<(typeof settingReaders)[K]>['value']>(key, settingReaders[key], log);
    this.profile = setting('aws.profile');
    this.regions = setting('aws.regions');
    this.endpoint = setting('aws.endpoint');
    this.installedFunctions = new MarksSetting('probe.installedFunctions', log);
    this.shellFunctions = new MarksSetting('probe.shellFunctions', log);
    this.deadlineSeconds = setting('probe.deadlineSeconds');
    this.pageSize = setting('files.pageSize');
    this.operationsPerSecond = setting('files.operationsPerSecond');
    this.readMetricsAutomatically = setting('metrics.readAutomatically');
    this.templateDiagnostics = setting('template.diagnostics');
    this.templateSeverities = setting('template.severities');
    this.templateCodeLens = setting('template.codeLens');
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
      this.readMetricsAutomatically,
      this.templateDiagnostics,
      this.templateSeverities,
      this.templateCodeLens,
    ]) {
      value.dispose();
    }
  }
}
