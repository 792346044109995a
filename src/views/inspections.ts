import * as vscode from 'vscode';
import type { Connection } from '../aws/connection';
import type { LambdaFunction } from '../core/lambdaFunction';
import { isHumanError } from '../core/humanError';
import type { Translate } from '../core/localize';
import type { ListedDirectory } from '../core/listing/listing';
import type { Report } from '../core/report';
import type { FunctionCatalog, KnownFunction } from '../inspect/catalog';
import type { DirectoryCache } from '../inspect/directories';
import { Emitter } from '../inspect/emitter';
import { failureOf } from '../inspect/failureOf';
import { describeError } from '../inspect/problems';
import type { Inspection, InspectionStore } from '../inspect/store';
import type { TotalsCounter } from '../inspect/totals';
import { describeProgress } from './words/progressWords';
import { consoleUrl } from './connection/consoleUrl';
import type { ExportFormat, InspectionState } from './report/messages';
import type { ListOptions, ReportSource } from './report/reportSource';
import { toTotalsContent, type TotalsContent } from './report/totalsContent';
import { signInArgument } from './connection/signIn';

/** What the tree, the commands and the report panels do with a function, by its ARN. */
export class Inspections implements ReportSource, vscode.Disposable {
  readonly #catalog: FunctionCatalog;
  readonly #store: InspectionStore;
  readonly #directories: DirectoryCache;
  readonly #totals: TotalsCounter;
  readonly #log: vscode.LogOutputChannel;
  readonly #t: Translate;
  readonly #changed = new Emitter<string>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: { dispose(): void };
  readonly #reports = new Map<string, Report>();

  constructor(
    catalog: FunctionCatalog,
    store: InspectionStore,
    directories: DirectoryCache,
    totals: TotalsCounter,
    log: vscode.LogOutputChannel,
    t: Translate,
  ) {
    this.#catalog = catalog;
    this.#store = store;
    this.#directories = directories;
    this.#totals = totals;
    this.#log = log;
    this.#t = t;
    this.#listener = store.onDidChange(arn => {
      const report = store.get(arn)?.report;
      const before = this.#reports.get(arn);
      if (report && report !== before) {
        this.#reports.set(arn, report);
        if (report.directories !== before?.directories) {
          directories.replaceAll(arn, report.directories);
        }
      }
      this.#changed.fire(arn);
    });
  }

  /** What is known now. An inspection of an earlier window is read back on first demand; {@link onDidChange} tells. */
  get(arn: string): Inspection | undefined {
    const inspection = this.#store.get(arn);
    if (!inspection) {
      void this.#store.restore(arn);
    }
    return inspection;
  }

  /** The function as the catalog knows it now, or as it was when it was inspected. */
  find(arn: string): KnownFunction | undefined {
    return this.#catalog.find(arn) ?? this.#store.get(arn);
  }

  report(arn: string): Report | undefined {
    return this.get(arn)?.report;
  }

  state(arn: string): InspectionState {
    const inspection = this.get(arn);
    switch (inspection?.status) {
      case 'inspecting':
        return {
          kind: 'inspecting',
          ...(inspection.progress && { progress: describeProgress(inspection.progress, this.#t) }),
        };
      case 'failed':
        return inspection.failure
          ? {
              kind: 'failed',
              message: describeError(inspection.failure.error, this.#t),
              failure: failureOf(inspection),
            }
          : { kind: 'idle' };
      default:
        return { kind: 'idle' };
    }
  }

  inspect(arn: string): void {
    // Whether it may be invoked, and what to offer if not, is the command's to say.
    void vscode.commands.executeCommand('efsMountInspector.inspect', { arn });
  }

  /**
   * Runs an inspection. Its course and its failure show in the report and the tree; details are in the log.
   * @returns the report, or undefined where there is none
   */
  async run(target: LambdaFunction, connection: Connection): Promise<Report | undefined> {
    try {
      return await this.#store.inspect(target, connection);
    } catch (error) {
      if (this.#store.get(target.arn)?.status === 'failed') {
        this.describeError(error);
        this.#offerSignIn(target.arn, error);
      } else {
        this.#log.info(`The inspection of ${target.name} was cancelled.`);
      }
      return undefined;
    }
  }

  /** The inspection goes on after the sign-in. */
  #offerSignIn(arn: string, error: unknown): void {
    const expired = isHumanError(error) ? signInArgument(error.problem) : undefined;
    if (!expired) {
      return;
    }
    const button = this.#t('Sign In');
    void vscode.window.showErrorMessage(describeError(error, this.#t), button).then(choice => {
      if (choice === button) {
        void vscode.commands.executeCommand('efsMountInspector.signIn', expired, arn);
      }
    });
  }

  cancel(arn: string): void {
    this.#store.cancel(arn);
  }

  exportReport(arn: string, format: ExportFormat): void {
    void this.#export(arn, format);
  }

  /** The report, or why there is none, as a text of the given format. Undefined where nothing is known. */
  async exportText(arn: string, format: ExportFormat): Promise<string | undefined> {
    const { failureToJson, failureToMarkdown, reportToJson, reportToMarkdown } =
      await import('../inspect/inspecting');
    const inspection = this.get(arn);
    if (inspection?.report) {
      const { report } = inspection;
      return format === 'markdown' ? reportToMarkdown(report, this.#t) : reportToJson(report);
    }
    const failure = inspection && failureOf(inspection);
    const at = inspection?.failure?.at;
    if (!failure || at === undefined) {
      return undefined;
    }
    return format === 'markdown' ? failureToMarkdown(failure, at, this.#t) : failureToJson(failure, at);
  }

  async #export(arn: string, format: ExportFormat): Promise<void> {
    const text = await this.exportText(arn, format);
    const known = this.find(arn);
    if (text === undefined || !known) {
      return;
    }
    const extension = format === 'markdown' ? 'md' : 'json';
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('.');
    const target = await vscode.window.showSaveDialog({
      title: this.#t('Export Report'),
      defaultUri: vscode.Uri.joinPath(folder, `${known.function.name}-mount.${extension}`),
      filters: format === 'markdown' ? { Markdown: ['md'] } : { JSON: ['json'] },
    });
    if (!target) {
      return;
    }
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
      await vscode.window.showTextDocument(target);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(
        this.#t('The report could not be saved to {0}. Choose another folder and try again.', target.fsPath),
      );
    }
  }

  openFile(arn: string, path: string): void {
    void vscode.commands.executeCommand('efsMountInspector.openFile', { arn, path });
  }

  saveFileCopy(arn: string, path: string): void {
    void vscode.commands.executeCommand('efsMountInspector.saveFileCopy', { arn, path });
  }

  get onDidChangeTotals() {
    return this.#totals.onDidChange;
  }

  totals(arn: string): readonly TotalsContent[] {
    return this.#totals.all(arn).map(totals => toTotalsContent(totals, this.#t));
  }

  countTotals(arn: string, path: string): void {
    const known = this.find(arn);
    if (known) {
      void this.#totals.count(known.function, known.connection, path).then(({ error }) => {
        if (error) {
          this.#log.error(error);
        }
      });
    }
  }

  cancelTotals(arn: string, path: string): void {
    this.#totals.cancel(arn, path);
  }

  openConsole(arn: string): void {
    const known = this.find(arn);
    const url = known?.connection.kind === 'aws' ? consoleUrl(known.function) : undefined;
    if (url) {
      void vscode.env.openExternal(vscode.Uri.parse(url, true));
    } else {
      void vscode.window.showInformationMessage(
        this.#t('This function is not in the AWS console: it belongs to the demo or to another endpoint.'),
      );
    }
  }

  showLog(): void {
    this.#log.show();
  }

  listed(arn: string, path: string): ListedDirectory | undefined {
    return this.#directories.get(arn, path);
  }

  async list(arn: string, path: string, { more, limit, signal }: ListOptions): Promise<ListedDirectory> {
    const known = this.find(arn);
    if (!known) {
      throw new vscode.CancellationError();
    }
    const { function: target, connection } = known;
    return more
      ? this.#directories.more(target, connection, path, signal, limit)
      : this.#directories.reload(target, connection, path, signal);
  }

  describeError(error: unknown): string {
    const words = describeError(error, this.#t);
    this.#log.error(error instanceof Error ? error : String(error));
    return words;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
