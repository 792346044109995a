import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { fileNameFor } from '../../core/text/fileName';
import type { ExportFormat } from '../../core/export/exportFormat';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { locale, t } from '../localize';
import type { Services } from '../services';
import { pickOne, showError, showInformation } from '../window';
import { copyText } from '../copyText';

/** Asks where to save the report, and in which format where none is given, and saves it. */
export async function exportReport(
  { target: { arn, name } }: KnownFunction,
  wanted: ExportFormat | undefined,
  services: Pick<Services, 'log' | 'store'>,
): Promise<void> {
  const format = wanted ?? (await pickFormat(arn, name, services));
  const text = format && (await exportText(arn, format, services));
  if (format === undefined || text === undefined) {
    return;
  }
  // The ending of JSON is the one that package.json ties to the schema.
  const { ending, filter } = files[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    title: t('Export Report'),
    defaultUri: vscode.Uri.joinPath(folder, fileNameFor(`${name}${ending}`)),
    filters: filter,
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

const files: Readonly<
  Record<ExportFormat, { readonly ending: string; readonly filter: Record<string, string[]> }>
> = {
  summary: { ending: '-mount.txt', filter: { Text: ['txt'] } },
  markdown: { ending: '-mount.md', filter: { Markdown: ['md'] } },
  json: { ending: '.efs-mount.json', filter: { JSON: ['json'] } },
};

/** Puts the report on the clipboard as it would be saved. */
export async function copyReport(
  arn: string,
  format: ExportFormat,
  services: Pick<Services, 'store'>,
): Promise<void> {
  const text = await exportText(arn, format, services);
  if (text !== undefined) {
    await copyText(
      text,
      format === 'summary' ? t('The summary is on the clipboard.') : t('The report is on the clipboard.'),
    );
  }
}

/** The report, or why there is none, as a text of the given format. Undefined where nothing is known. */
async function exportText(
  arn: string,
  format: ExportFormat,
  { store }: Pick<Services, 'store'>,
): Promise<string | undefined> {
  const { exportInspection } = await import('../../inspect/inspecting');
  const inspection = store.recall(arn);
  return inspection && exportInspection(inspection, format, { t, locale, version: version() });
}

function version(): string {
  const manifest = vscode.extensions.getExtension('efs-mount-inspector.efs-mount-inspector')?.packageJSON as
    { readonly version?: string } | undefined;
  return manifest?.version ?? '';
}

async function pickFormat(
  arn: string,
  name: string,
  { store }: Pick<Services, 'store'>,
): Promise<ExportFormat | undefined> {
  const inspection = store.recall(arn);
  if (!inspection?.report && !inspection?.failure) {
    void showInformation(t('{0} has no report yet. Inspect its mount first.', name));
    return undefined;
  }
  const items = [
    {
      label: t('Summary'),
      description: t('for a ticket: 25 lines at most'),
      format: 'summary' as const,
    },
    {
      label: 'Markdown',
      description: t('for people: an issue, a wiki, a chat'),
      format: 'markdown' as const,
    },
    { label: 'JSON', description: t('for programs: with a schema'), format: 'json' as const },
  ];
  return (await pickOne(items, { title: t('Export Report') }))?.format;
}
