import * as vscode from 'vscode';
import { decodeText } from '../../core/text/decodeText';
import type { CheckConfiguration } from '../../template';
import type { TemplateRoom } from './templateDocuments';

/** Bytes of a configuration file that are read. */
const MAX_SIZE = 100_000;

/** The configuration that holds for a document, and the document's path from its folder. */
export interface ConfigurationOf {
  readonly configuration: CheckConfiguration;
  readonly path: string;
}

/** Finds the configuration file of a template: the nearest one in its folder and those above, within the workspace. */
export class CheckConfigurations implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** A configuration file was written or deleted. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new Map<string, Promise<CheckConfiguration | undefined>>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/.efs-mount-inspector.json');
  readonly #subscription: vscode.Disposable;

  constructor() {
    const forget = (file: vscode.Uri) => {
      this.#known.delete(file.toString());
      this.#changed.fire();
    };
    this.#subscription = vscode.Disposable.from(
      this.#watcher,
      this.#watcher.onDidCreate(forget),
      this.#watcher.onDidChange(forget),
      this.#watcher.onDidDelete(forget),
    );
  }

  async for(document: vscode.Uri, room: TemplateRoom): Promise<ConfigurationOf | undefined> {
    const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
    const names = root && document.path.startsWith(root.path) ? namesBelow(root, document) : [];
    for (let depth = names.length - 1; root && depth >= 0; depth--) {
      const file = vscode.Uri.joinPath(root, ...names.slice(0, depth), room.CONFIGURATION_FILE);
      const configuration = await this.#read(file, room);
      if (configuration) {
        return { configuration, path: names.slice(depth).join('/') };
      }
    }
    return undefined;
  }

  #read(file: vscode.Uri, room: TemplateRoom): Promise<CheckConfiguration | undefined> {
    const key = file.toString();
    const known = this.#known.get(key) ?? readFile(file, room);
    this.#known.set(key, known);
    return known;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** The folders from the root down and the name of the document. */
function namesBelow(root: vscode.Uri, document: vscode.Uri): readonly string[] {
  return document.path.slice(root.path.length).split('/').filter(Boolean);
}

async function readFile(file: vscode.Uri, room: TemplateRoom): Promise<CheckConfiguration | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return bytes.length > MAX_SIZE ? undefined : room.readConfiguration(decodeText(bytes)).configuration;
  } catch {
    // There is none.
    return undefined;
  }
}
