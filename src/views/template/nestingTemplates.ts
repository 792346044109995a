import * as vscode from 'vscode';
import type { NestedTemplate, NestedUse, Template } from '../../template';
import { isOtherPeoples, isTemplateName, mayNestTemplates } from '../../template/read/sniff';
import { inSlices } from './slices';
import type { Lines } from './toRange';
import type { TemplateModule } from './templateModule';
import { TemplateFile } from './templateFile';
import { entriesOf, templateFiles } from './workspaceFiles';

/** Folders and files that are looked through for what nests one template. */
const MAX_FOLDERS = 100;
const MAX_FILES = 300;

/** Templates within one another whose parameters are followed. */
const MAX_DEPTH = 4;

/** A use of a template, and the lines of the file that it is in. */
export interface NestingUse extends NestedUse {
  readonly lines: Lines;
}

/** A template on disk that nests others. */
interface NestingFile {
  readonly lines: TemplateFile;
  readonly template: Template;
}

/** Finds the templates of the workspace that nest another, as they are on disk: in the folders above it, and those beside. */
export class NestingTemplates implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** What nests a template, or what is passed to one, may have changed. */
  readonly onDidChange = this.#changed.event;
  readonly #files = new Map<string, Promise<NestingFile | undefined>>();
  readonly #uses = new Map<string, Promise<readonly NestingUse[]>>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(templateFiles);
  readonly #subscription: vscode.Disposable;

  constructor() {
    const forget = (file: vscode.Uri) => void this.#forget(file);
    this.#subscription = vscode.Disposable.from(
      this.#watcher,
      this.#watcher.onDidCreate(forget),
      this.#watcher.onDidChange(forget),
      this.#watcher.onDidDelete(forget),
    );
  }

  /** Where a template is nested; nothing outside a workspace. */
  async usesOf(template: vscode.Uri, templates: TemplateModule, depth = 1): Promise<readonly NestingUse[]> {
    if (depth > MAX_DEPTH) {
      return [];
    }
    // What is cut off for its depth is not all: each depth is searched by itself, and waits for deeper ones alone.
    const key = `${depth} ${template.toString()}`;
    const uses = this.#uses.get(key) ?? this.#find(template, templates, depth);
    this.#uses.set(key, uses);
    return uses;
  }

  async #find(
    template: vscode.Uri,
    templates: TemplateModule,
    depth: number,
  ): Promise<readonly NestingUse[]> {
    const key = template.toString();
    const uses: NestingUse[] = [];
    for (const candidate of await candidatesFor(template)) {
      const nesting = candidate.toString() === key ? undefined : await this.#read(candidate, templates);
      if (nesting) {
        const ownUses = await this.usesOf(candidate, templates, depth + 1);
        uses.push(
          ...templates
            .nestedTemplates(templates.asNested(nesting.template, ownUses))
            .filter(one => targetOf(candidate, one).toString() === key)
            .map(one => ({ file: candidate.toString(), nested: one, lines: nesting.lines })),
        );
      }
    }
    return uses;
  }

  /** A file that nests templates; undefined for any other. */
  #read(uri: vscode.Uri, templates: TemplateModule): Promise<NestingFile | undefined> {
    const key = uri.toString();
    const known = this.#files.get(key) ?? readNesting(uri, templates);
    this.#files.set(key, known);
    return known;
  }

  async #forget(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const before = this.#files.get(key);
    this.#files.delete(key);
    if (this.#uses.size === 0) {
      return;
    }
    if ((await before) ?? mayNestTemplates((await readFile(uri))?.text ?? '')) {
      this.#uses.clear();
      this.#changed.fire();
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function targetOf(nesting: vscode.Uri, { path }: NestedTemplate): vscode.Uri {
  return vscode.Uri.joinPath(nesting, '..', path);
}

async function readNesting(uri: vscode.Uri, templates: TemplateModule): Promise<NestingFile | undefined> {
  const lines = await readFile(uri);
  const template = lines && (await inSlices(templates.readNesting(lines.text)));
  return template && { lines, template };
}

async function readFile(uri: vscode.Uri): Promise<TemplateFile | undefined> {
  try {
    return await TemplateFile.read(uri);
  } catch {
    // It went away, or cannot be read.
    return undefined;
  }
}

/** Template files in the folders above a file, nearest first, and in the folders right below these. */
async function candidatesFor(file: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const root = vscode.workspace.getWorkspaceFolder(file)?.uri;
  const found = new Map<string, vscode.Uri>();
  const looked = new Set<string>();
  const look = async (folder: vscode.Uri): Promise<readonly vscode.Uri[]> => {
    const key = folder.toString();
    if (looked.has(key) || looked.size >= MAX_FOLDERS || found.size >= MAX_FILES) {
      return [];
    }
    looked.add(key);
    const folders: vscode.Uri[] = [];
    for (const [name, type] of await entriesOf(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory && !isOtherPeoples(uri.path)) {
        folders.push(uri);
      } else if (type & vscode.FileType.File && isTemplateName(name) && found.size < MAX_FILES) {
        found.set(uri.toString(), uri);
      }
    }
    return folders;
  };
  let folder = vscode.Uri.joinPath(file, '..');
  while (root && isWithin(root, folder)) {
    const below = await look(folder);
    for (const one of below) {
      await look(one);
    }
    if (folder.path === root.path) {
      break;
    }
    folder = vscode.Uri.joinPath(folder, '..');
  }
  return [...found.values()];
}

function isWithin(root: vscode.Uri, folder: vscode.Uri): boolean {
  const path = root.path.replace(/\/$/, '');
  return folder.path === path || folder.path === root.path || folder.path.startsWith(`${path}/`);
}
