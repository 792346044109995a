import * as vscode from 'vscode';

/** A file below a folder of the workspace, by its path or by that from such a folder. */
export async function fileOfWorkspace(file: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const isAbsolute = /^(?:[\\/]|[a-z]:[\\/])/i.test(file);
  const candidates = isAbsolute
    ? [vscode.Uri.file(file)]
    : folders.map(folder => vscode.Uri.joinPath(folder, file));
  for (const uri of candidates) {
    if (vscode.workspace.getWorkspaceFolder(uri)) {
      try {
        const { type } = await vscode.workspace.fs.stat(uri);
        if (type & vscode.FileType.File) {
          return uri;
        }
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}
