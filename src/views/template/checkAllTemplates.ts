import * as vscode from 'vscode';
import { joinSentences } from '../../core/translate';
import type { Log } from '../../aws/log';
import { t } from '../localize';
import { showInformation, showWarning, withProgress } from '../window';
import { openDocument, type TemplateDiagnostics } from './diagnostics';
import { TemplateFile } from './templateFile';
import { findTemplateFiles } from './workspaceFiles';

const MAX_FILES = 20_000;

/** **Check All Templates in the Workspace**: what is found goes into the Problems view, and that is opened. */
export async function checkAllTemplates(diagnostics: TemplateDiagnostics, log: Log): Promise<void> {
  const result = await withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Checking templates'),
      cancellable: true,
    },
    async (progress, cancelled) => {
      const files = await findTemplateFiles(MAX_FILES, cancelled);
      diagnostics.forgetFiles();
      let [templates, findings, unread] = [0, 0, 0];
      for (const [index, file] of files.entries()) {
        if (cancelled.isCancellationRequested) {
          return undefined;
        }
        progress.report({
          message: t('{0} of {1}: {2}', index + 1, files.length, vscode.workspace.asRelativePath(file)),
          increment: 100 / files.length,
        });
        try {
          const found = await checkFile(file, diagnostics, () => !cancelled.isCancellationRequested);
          templates += found === undefined ? 0 : 1;
          findings += found ?? 0;
        } catch (error) {
          unread++;
          log.error(error instanceof Error ? error : String(error));
        }
      }
      return { templates, findings, unread, isPart: files.length === MAX_FILES };
    },
  );
  if (!result) {
    return;
  }
  const { templates, findings, unread, isPart } = result;
  if (findings > 0) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
  const summary =
    templates === 0
      ? t('No template with a function that mounts a file system was found in the workspace.')
      : t('Templates that mount a file system: {0}. Problems: {1}.', templates, findings);
  if (unread > 0) {
    void showWarning(
      joinSentences([summary, t('Files that could not be read: {0}. The log says why.', unread)]),
    );
  } else if (isPart) {
    void showWarning(joinSentences([summary, t('Only the first {0} files were looked at.', MAX_FILES)]));
  } else {
    void showInformation(summary);
  }
}

/** The number of findings; undefined for a file that is no template with a mount. */
async function checkFile(
  uri: vscode.Uri,
  diagnostics: TemplateDiagnostics,
  isWanted: () => boolean,
): Promise<number | undefined> {
  diagnostics.keep(uri);
  const open = openDocument(uri);
  if (open) {
    return diagnostics.checkOpen(open);
  }
  const file = await TemplateFile.read(uri);
  return file && diagnostics.checkFile(file, isWanted);
}
