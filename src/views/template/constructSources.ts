import * as vscode from 'vscode';
import { decodeText } from '../../core/text/decodeText';
import type { TemplateModule } from './templateModule';
import { searchedSchemes } from './workspaceFiles';

/** Bytes of a manifest and of a source that are read, and sources that are looked through. */
const MAX_MANIFEST = 2_000_000;
const MAX_SOURCE = 500_000;
const MAX_SOURCES = 500;

const notSources = '**/{node_modules,cdk.out,.git,.venv,dist,build,target,bin,obj}/**';

/** Where a synthesis writes what each construct was made of. */
const manifestFiles = '**/cdk.out/**/{manifest.json,*.metadata.json}';

/** Characters that are kept of all of these, so that the constructs of a template do not each read them again. */
const MAX_KEPT = 20_000_000;

/** Finds where the constructs of a CDK app are written that a template in its `cdk.out` was made of. */
export class ConstructSources implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another synthesis was written, which a terminal does without saving anything here. */
  readonly onDidChange = this.#changed.event;
  readonly #watcher = vscode.workspace.createFileSystemWatcher(manifestFiles);
  readonly #subscription: vscode.Disposable;
  #files = new KeptFiles();

  constructor() {
    const forget = () => {
      this.#files = new KeptFiles();
    };
    const synthesized = () => {
      forget();
      this.#changed.fire();
    };
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument(forget),
      this.#watcher,
      this.#watcher.onDidCreate(synthesized),
      this.#watcher.onDidChange(synthesized),
      this.#watcher.onDidDelete(synthesized),
    );
  }

  /** Undefined where that cannot be told for certain. */
  find(template: vscode.Uri, path: string, templates: TemplateModule): Promise<vscode.Location | undefined> {
    return find(template, path, templates, this.#files);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** What was read since somebody saved a file, or an app was synthesized. */
class KeptFiles {
  readonly #texts = new Map<string, Promise<string>>();
  readonly #manifests = new Map<string, Promise<unknown>>();
  readonly #sources = new Map<string, Promise<readonly vscode.Uri[]>>();
  readonly #written = new Map<string, Promise<vscode.Location | undefined>>();
  #kept = 0;

  /** Undefined where there is none. That is not kept: where nobody watches the folder, none tells of a new one. */
  async manifest(file: vscode.Uri): Promise<unknown> {
    const manifest = await kept(this.#manifests, file, async () => parsed(await read(file, MAX_MANIFEST)));
    if (manifest === undefined) {
      this.#manifests.delete(file.toString());
    }
    return manifest;
  }

  /** The place in the sources of an app that makes a construct with the id. */
  written(
    app: vscode.Uri,
    id: string,
    look: () => Promise<vscode.Location | undefined>,
  ): Promise<vscode.Location | undefined> {
    return kept(this.#written, `${app.toString()} ${id}`, look);
  }

  /** Of an app, at most {@link MAX_SOURCES}. */
  sources(app: vscode.Uri, endings: readonly string[]): Promise<readonly vscode.Uri[]> {
    return kept(this.#sources, app, async () => {
      const pattern = new vscode.RelativePattern(app, `**/*.{${endings.join(',')}}`);
      return vscode.workspace.findFiles(pattern, notSources, MAX_SOURCES);
    });
  }

  async source(file: vscode.Uri): Promise<string> {
    const known = this.#texts.get(file.toString());
    if (known || this.#kept > MAX_KEPT) {
      return known ?? read(file, MAX_SOURCE);
    }
    const text = await kept(this.#texts, file, () => read(file, MAX_SOURCE));
    this.#kept += text.length;
    return text;
  }
}

function kept<Value>(all: Map<string, Promise<Value>>, of: vscode.Uri | string, make: () => Promise<Value>) {
  const key = of.toString();
  const value = all.get(key) ?? make();
  all.set(key, value);
  return value;
}

async function find(
  template: vscode.Uri,
  path: string,
  templates: TemplateModule,
  files: KeptFiles,
): Promise<vscode.Location | undefined> {
  const app = appOf(template);
  return (
    app &&
    ((await traced(template, app, path, templates, files)) ?? (await untraced(app, path, templates, files)))
  );
}

/** The folder that holds `cdk.out`, within the workspace. */
function appOf(template: vscode.Uri): vscode.Uri | undefined {
  const end = template.path.lastIndexOf('/cdk.out/');
  const app = end < 0 ? undefined : template.with({ path: template.path.slice(0, end) || '/' });
  return app && vscode.workspace.getWorkspaceFolder(app) ? app : undefined;
}

async function traced(
  template: vscode.Uri,
  app: vscode.Uri,
  path: string,
  templates: TemplateModule,
  files: KeptFiles,
): Promise<vscode.Location | undefined> {
  const folder = vscode.Uri.joinPath(template, '..');
  const stack = template.path.replace(/^.*\/|\.template\.json$/g, '');
  for (const name of ['manifest.json', `${stack}.metadata.json`]) {
    const manifest = await files.manifest(vscode.Uri.joinPath(folder, name));
    for (const { file, line, character } of templates.tracedPlaces(manifest, path)) {
      const uri = file.startsWith('file:')
        ? app.with({ path: vscode.Uri.parse(file).path })
        : file.startsWith('/')
          ? app.with({ path: file })
          : vscode.Uri.joinPath(app, file);
      if (uri.path.startsWith(`${app.path}/`) && (await exists(uri))) {
        return new vscode.Location(uri, new vscode.Position(line, character));
      }
    }
  }
  return undefined;
}

async function untraced(
  app: vscode.Uri,
  path: string,
  templates: TemplateModule,
  files: KeptFiles,
): Promise<vscode.Location | undefined> {
  const id = templates.writtenId(path);
  return id === undefined || !searchedSchemes.includes(app.scheme)
    ? undefined
    : files.written(app, id, () => written(app, id, templates, files));
}

/** The only place of the app that makes a construct with the id. */
async function written(
  app: vscode.Uri,
  id: string,
  templates: TemplateModule,
  files: KeptFiles,
): Promise<vscode.Location | undefined> {
  const sources = await files.sources(app, templates.sourceEndings);
  const names = new Set(sources.map(({ path: name }) => name));
  const places: vscode.Location[] = [];
  for (const file of sources) {
    // What TypeScript was compiled to says the same again.
    const isCompiled =
      /\.d\.[cm]?ts$/.test(file.path) ||
      (/\.[cm]?js$/.test(file.path) && names.has(file.path.replace(/js$/, 'ts')));
    const text = isCompiled ? '' : await files.source(file);
    for (const { line, character } of templates.placesOfConstruct(text, id)) {
      places.push(new vscode.Location(file, new vscode.Position(line, character)));
    }
  }
  return places.length === 1 && sources.length < MAX_SOURCES ? places[0] : undefined;
}

/** Nothing of a file that is too large, or is not there. */
async function read(file: vscode.Uri, most: number): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > most ? '' : decodeText(await vscode.workspace.fs.readFile(file));
  } catch {
    return '';
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(file)).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
