import * as vscode from 'vscode';
import type { TextFiles } from '../inspect/store';

/** Text files in the extension's own storage folder. */
export class StorageFiles implements TextFiles {
  readonly #folder: vscode.Uri;

  constructor(folder: vscode.Uri) {
    this.#folder = folder;
  }

  async read(name: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#uri(name)));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
        return undefined;
      }
      throw error;
    }
  }

  async write(name: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(this.#uri(name), new TextEncoder().encode(text));
  }

  async delete(name: string): Promise<void> {
    await vscode.workspace.fs.delete(this.#uri(name));
  }

  #uri(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, name);
  }
}
