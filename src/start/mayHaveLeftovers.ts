import type * as vscode from 'vscode';
import { earlierKeys, journalFiles, journalFolder } from '../inspect/temporary/journalPlace';

/** Whether the journal may name temporary probes that no window uses any more, or that cannot be read. */
export async function mayHaveLeftovers({
  globalState,
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'globalState' | 'globalStorageUri'>): Promise<boolean> {
  if (earlierKeys(globalState).length > 0) {
    return true;
  }
  try {
    return (await journalFiles(journalFolder(globalStorageUri.fsPath))).length > 0;
  } catch {
    // The sweep says why in the log.
    return true;
  }
}
