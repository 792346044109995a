import * as vscode from 'vscode';
import { decodeText } from '../../core/text/decodeText';
import type { CheckRules } from '../../template';
import { MAX_RULES_BYTES } from '../../template/read/sniff';
import type { TemplateModule } from './templateModule';

/** The configuration that holds for a document, and the document's path from its folder. */
export interface RulesOf {
  readonly rules: CheckRules;
  readonly path: string;
}

/** Finds the configuration file of a template: the nearest one in its folder and those above, within the workspace. */
export class RuleFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** A configuration file was written or deleted. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new Map<string, Promise<CheckRules | undefined>>();
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

  for(document: vscode.Uri, templates: TemplateModule): Promise<RulesOf | undefined> {
    return rulesFor(document, templates, file => {
      const key = file.toString();
      const known = this.#known.get(key) ?? readFile(file, templates);
      this.#known.set(key, known);
      return known;
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** Looks for it once. Who asks again and again, or has to know of changes, asks {@link RuleFiles}. */
export async function rulesFor(
  document: vscode.Uri,
  templates: TemplateModule,
  read = (file: vscode.Uri) => readFile(file, templates),
): Promise<RulesOf | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
  const names = root && document.path.startsWith(root.path) ? namesBelow(root, document) : [];
  for (let depth = names.length - 1; root && depth >= 0; depth--) {
    const rules = await read(vscode.Uri.joinPath(root, ...names.slice(0, depth), templates.RULES_FILE));
    if (rules) {
      return { rules, path: names.slice(depth).join('/') };
    }
  }
  return undefined;
}

/** The folders from the root down and the name of the document. */
function namesBelow(root: vscode.Uri, document: vscode.Uri): readonly string[] {
  return document.path.slice(root.path.length).split('/').filter(Boolean);
}

async function readFile(file: vscode.Uri, templates: TemplateModule): Promise<CheckRules | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return bytes.length > MAX_RULES_BYTES ? undefined : templates.readRules(decodeText(bytes)).rules;
  } catch {
    // There is none.
    return undefined;
  }
}
