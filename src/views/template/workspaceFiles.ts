import * as vscode from 'vscode';
import {
  isOtherPeoples,
  isTemplateName,
  otherPeoplesFolders,
  templateEndings,
} from '../../template/read/sniff';

export const templateFiles = `**/*.{${templateEndings.join(',')}}`;
const otherPeoplesFiles = `**/{${otherPeoplesFolders.join(',')}}/**`;

/** What VS Code searches itself. Elsewhere its search waits for a provider, for ever where there is none. */
export const searchedSchemes = ['file', 'vscode-remote'];

/** Files of the workspace that may be templates by their names, `most` at most. */
export async function findTemplateFiles(
  most: number,
  cancelled: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  if (folders.every(({ scheme }) => searchedSchemes.includes(scheme))) {
    return vscode.workspace.findFiles(templateFiles, otherPeoplesFiles, most, cancelled);
  }
  const found: vscode.Uri[] = [];
  const waiting = [...folders];
  for (let folder = waiting.shift(); folder; folder = waiting.shift()) {
    for (const [name, type] of await entriesOf(folder)) {
      if (cancelled.isCancellationRequested || found.length === most) {
        return found;
      }
      const uri = vscode.Uri.joinPath(folder, name);
      // A link may lead back up.
      if (type === vscode.FileType.Directory && !isOtherPeoples(uri.path)) {
        waiting.push(uri);
      } else if (type & vscode.FileType.File && isTemplateName(name)) {
        found.push(uri);
      }
    }
  }
  return found;
}

/** What is in a folder; nothing of one that cannot be read. */
export async function entriesOf(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // As in a search, a folder that cannot be read hides what is in it.
    return [];
  }
}
