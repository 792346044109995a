import * as vscode from 'vscode';

const extensions = ['yaml', 'yml', 'json', 'jsonc', 'template', 'cfn'];
/** What templates are called, also those that tools make: `cdk.out/*.template.json`, `.serverless/*.json`, `packaged.yaml`. */
const templateFiles = `**/*.{${extensions.join(',')}}`;
const isTemplateFile = new RegExp(`\\.(?:${extensions.join('|')})$`);
/** Not written in this repository, or copies of what is. */
const otherPeoplesFiles = '**/{node_modules,.git,.venv,.aws-sam,cdk.out/asset.*}/**';
const isOtherPeoples = /\/(?:node_modules|\.git|\.venv|\.aws-sam|cdk\.out\/asset\.[^/]*)$/;

/** What VS Code searches itself. Elsewhere its search waits for a provider, for ever where there is none. */
const searchedSchemes = ['file', 'vscode-remote'];

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
      if (type === vscode.FileType.Directory && !isOtherPeoples.test(uri.path)) {
        waiting.push(uri);
      } else if (type & vscode.FileType.File && isTemplateFile.test(name)) {
        found.push(uri);
      }
    }
  }
  return found;
}

async function entriesOf(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // As in a search, a folder that cannot be read hides what is in it.
    return [];
  }
}
