import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { fileNameFor } from '../../core/text/fileName';
import type { KnownFunction } from '../../inspect/catalog';
import { failureOf } from '../../inspect/failureOf';
import { t } from '../localize';
import type { ExportFormat } from '../report/messages';
import type { Services } from '../services';
import { pickOne, showError, showInformation } from '../window';

/** Asks where to save the report, and in which format where none is given, and saves it. */
export async function exportReport(
  { target: { arn, name } }: KnownFunction,
  wanted: ExportFormat | undefined,
  services: Pick<Services, 'log' | 'store'>,
): Promise<void> {
  const format = wanted ?? (await pickFormat(arn, name, services));
  const text = format && (await exportText(arn, format, services));
  if (text === undefined) {
    return;
  }
  // The ending of JSON is the one that package.json ties to the schema.
  const ending = format === 'markdown' ? '-mount.md' : '.efs-mount.json';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    title: t('Export Report'),
    defaultUri: vscode.Uri.joinPath(folder, fileNameFor(`${name}${ending}`)),
    filters: format === 'markdown' ? { Markdown: ['md'] } : { JSON: ['json'] },
  });
  if (!target) {
    return;
  }
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(target);
  } catch (error) {
    services.log.error(error instanceof Error ? error : String(error));
    void showError(
      t('The report could not be saved to {0}. Choose another folder and try again.', target.fsPath),
    );
  }
}

/** Puts the report on the clipboard as it would be saved. */
export async function copyReport(
  arn: string,
  format: ExportFormat,
  services: Pick<Services, 'store'>,
): Promise<void> {
  const text = await exportText(arn, format, services);
  if (text !== undefined) {
    await vscode.env.clipboard.writeText(text);
  }
}

/** The report, or why there is none, as a text of the given format. Undefined where nothing is known. */
async function exportText(
  arn: string,
  format: ExportFormat,
  { store }: Pick<Services, 'store'>,
): Promise<string | undefined> {
  const { failureToJson, failureToMarkdown, reportToJson, reportToMarkdown } =
    await import('../../inspect/inspecting');
  const inspection = store.recall(arn);
  if (inspection?.report) {
    const { report } = inspection;
    return format === 'markdown' ? reportToMarkdown(report, t) : reportToJson(report);
  }
  const failure = inspection && failureOf(inspection);
  const at = inspection?.failure?.at;
  if (!failure || at === undefined) {
    return undefined;
  }
  return format === 'markdown' ? failureToMarkdown(failure, at, t) : failureToJson(failure, at);
}

async function pickFormat(
  arn: string,
  name: string,
  { store }: Pick<Services, 'store'>,
): Promise<ExportFormat | undefined> {
  if (!store.recall(arn)?.report) {
    void showInformation(t('{0} has no report yet. Inspect its mount first.', name));
    return undefined;
  }
  const items = [
    {
      label: 'Markdown',
      description: t('for people: an issue, a wiki, a chat'),
      format: 'markdown' as const,
    },
    { label: 'JSON', description: t('for programs: with a schema'), format: 'json' as const },
  ];
  return (await pickOne(items, { title: t('Export Report') }))?.format;
}
