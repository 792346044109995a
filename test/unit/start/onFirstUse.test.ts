import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import Module from 'node:module';
import os from 'node:os';
import path from 'node:path';
import manifest from '../../../package.json';
import { ownCommands } from '../../../src/views/commands/names';
import { projectRoot } from '../../harness/projectRoot';
import { until } from '../../harness/until';

type Listener = (value: unknown) => unknown;
type Run = (...args: unknown[]) => Promise<unknown>;
interface Document {
  readonly languageId: string;
  readonly uri: { readonly path: string };
  getText(): string;
}

const document = (name: string, text: string): Document => ({
  languageId: path.extname(name) === '.json' ? 'json' : 'yaml',
  uri: { path: `/work/${name}` },
  getText: () => text,
});
const template = `Resources:
  F:
    Type: AWS::Lambda::Function
    Properties:
      FileSystemConfigs: []
`;

/** As much of VS Code as starting needs: it remembers what was registered, and can be made to open documents. */
class Editor {
  readonly commands = new Map<string, Run>();
  readonly said: string[] = [];
  readonly events = new EventEmitter();
  readonly documents: Document[] = [];
  tree: { getChildren(node?: unknown): Promise<unknown> } | undefined;
  serializer: { deserializeWebviewPanel(panel: unknown, state: unknown): Promise<unknown> } | undefined;

  readonly #on = (name: string) => (listener: Listener) => {
    this.events.on(name, listener);
    return { dispose: () => this.events.off(name, listener) };
  };

  get api() {
    const nothing = { dispose: () => undefined };
    const say = (text: string) => {
      this.said.push(text);
      return Promise.resolve(undefined);
    };
    return {
      EventEmitter: class {
        event = () => nothing;
        fire() {}
        dispose() {}
      },
      Disposable: class {
        static readonly from = (...all: { dispose(): unknown }[]) => ({
          dispose: () => all.forEach(each => each.dispose()),
        });
        constructor(readonly dispose: () => unknown) {}
      },
      ExtensionMode: { Production: 1, Development: 2, Test: 3 },
      MarkdownString: class {},
      commands: {
        executeCommand: () => Promise.resolve(),
        registerCommand: (name: string, run: Run) => {
          this.commands.set(name, run);
          return nothing;
        },
      },
      env: { language: 'en' },
      l10n: {},
      languages: {
        match: (_: unknown, { languageId }: Document) => (/yaml|json/.test(languageId) ? 10 : 0),
      },
      window: {
        createTreeView: (_: string, options: { treeDataProvider: Editor['tree'] }) => {
          this.tree = options.treeDataProvider;
          return nothing;
        },
        registerWebviewPanelSerializer: (_: string, serializer: Editor['serializer']) => {
          this.serializer = serializer;
          return nothing;
        },
        showErrorMessage: say,
        showInformationMessage: say,
        showWarningMessage: say,
        tabGroups: { onDidChangeTabs: this.#on('tabs') },
      },
      workspace: {
        onDidChangeTextDocument: this.#on('change'),
        onDidCloseTextDocument: this.#on('close'),
        onDidOpenTextDocument: this.#on('open'),
        registerFileSystemProvider: () => nothing,
        textDocuments: this.documents,
      },
    };
  }

  open(opened: Document): void {
    this.events.emit('open', opened);
  }
}

describe('a part of the extension', () => {
  const loader = Module as unknown as {
    _load: (request: string, ...rest: unknown[]) => unknown;
  };
  const load = loader._load;
  let editor: Editor;
  let given: object | undefined;
  let loaded: string[];
  let broken: Error | undefined;
  let storage: string;
  let shown: unknown[];
  let subscriptions: { dispose(): unknown }[];
  let deactivate: () => Promise<void>;
  let closed: number;

  /** What stands in for the chunks. */
  const parts: Readonly<Record<string, () => object>> = {
    './window.js': () => ({
      openWindow: () => ({
        close: () => Promise.resolve(closed++),
        panels: { deserializeWebviewPanel: (panel: unknown) => Promise.resolve(shown.push(panel)) },
        tree: {
          getChildren: () => Promise.resolve(['a region']),
          onDidChangeTreeData: () => ({ dispose: () => undefined }),
        },
      }),
    }),
    './commands.js': () => ({
      checkedArguments: (_: string, given: unknown[]) => given,
      createCommands: () => ({ refresh: () => 'refreshed' }),
    }),
    './template-editor.js': () => ({
      registerTemplates: () => ({
        checkAll: () => Promise.resolve('checked'),
        inspectDeployed: (wanted: unknown) => Promise.resolve(wanted),
        dispose: () => undefined,
      }),
    }),
  };

  beforeEach(() => {
    storage = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-start-'));
    editor = new Editor();
    [loaded, shown, subscriptions, broken, closed] = [[], [], [], undefined, 0];
    given = undefined;
    loader._load = (request, ...rest) => {
      if (request === 'vscode') {
        return given ?? editor.api;
      }
      const part = parts[request];
      if (part) {
        loaded.push(request);
        if (broken) {
          throw broken;
        }
        return part();
      }
      return load(request, ...rest);
    };
  });
  afterEach(() => {
    loader._load = load;
    subscriptions.forEach(each => each.dispose());
    rmSync(storage, { recursive: true });
  });

  function start(): void {
    const file = path.join(projectRoot, 'dist/extension.js');
    delete require.cache[file];
    const extension = load(file) as { activate(context: object): unknown; deactivate: () => Promise<void> };
    ({ deactivate } = extension);
    const result = extension.activate({
      extensionMode: 1,
      globalState: { keys: () => [], get: () => undefined },
      globalStorageUri: { fsPath: storage },
      subscriptions,
    });
    assert.equal(result, undefined);
  }
  /** What starting begins at once has ended: a look into a folder, and one at the open documents. */
  async function settled(): Promise<void> {
    await readdir(storage);
    await readdir(storage);
    await new Promise(resolve => setTimeout(resolve, 0));
  }

  it('has the commands of package.json from the start, and those of its own items with the services', async () => {
    start();
    const offered = new Set(editor.commands.keys());
    for (const { command } of manifest.contributes.commands) {
      assert.ok(offered.has(command), command);
    }
    const own = ownCommands.map(name => `efsMountInspector.${name}`);
    assert.deepEqual(
      own.filter(command => offered.has(command)),
      [],
    );
    assert.deepEqual(await editor.tree?.getChildren(), ['a region']);
    assert.deepEqual(
      own.filter(command => !editor.commands.has(command)),
      [],
    );
  });

  it('is not loaded by YAML and JSON files that are no templates', async () => {
    editor.documents.push(document('open.yaml', 'a: 1'));
    start();
    editor.open(document('compose.yaml', 'services: {}'));
    editor.open(document('package.json', '{"Resources":{}}'));
    await settled();
    assert.deepEqual(loaded, []);
    await deactivate();
    assert.deepEqual([loaded, closed], [[], 0]);
  });

  it('takes of the API of VS Code what it needs, and does not go through all that is in it', () => {
    let listed = 0;
    given = new Proxy(editor.api, {
      ownKeys: api => {
        listed++;
        return Reflect.ownKeys(api);
      },
    });
    start();
    assert.ok(editor.commands.has('efsMountInspector.refresh'));
    assert.equal(listed, 0);
  });

  it('does not follow the tabs before a file of a mount was opened', () => {
    start();
    assert.equal(editor.events.listenerCount('tabs'), 0);
  });

  it('is loaded by a template that was open before, once', async () => {
    editor.documents.push(document('template.yaml', template));
    start();
    await until(() => loaded.includes('./template-editor.js'));
    editor.open(document('other.yaml', template));
    await settled();
    assert.deepEqual(loaded, ['./window.js', './template-editor.js']);
    await deactivate();
    assert.equal(closed, 1);
  });

  it('is loaded by a template that is opened, by one that is typed, and by a configuration of the checks', async () => {
    for (const [event, opened] of [
      [
        'open',
        document(
          'template.json',
          '{"Resources":{"F":{"Type":"AWS::Lambda::Function","Properties":{"FileSystemConfigs":[]}}}}',
        ),
      ],
      ['change', document('template.yaml', template)],
      ['open', document('.efs-mount-inspector.json', '{}')],
    ] as const) {
      loaded = [];
      editor = new Editor();
      start();
      editor.events.emit(event, event === 'change' ? { document: opened } : opened);
      await until(() => loaded.includes('./template-editor.js'));
    }
  });

  it('is loaded by the view, a restored report and a command, and each only with what it needs', async () => {
    start();
    assert.deepEqual(await editor.tree?.getChildren(), ['a region']);
    await editor.serializer?.deserializeWebviewPanel('panel', {});
    assert.deepEqual(shown, ['panel']);
    assert.deepEqual(loaded, ['./window.js']);
    assert.equal(await editor.commands.get('efsMountInspector.refresh')?.(), 'refreshed');
    assert.deepEqual(loaded, ['./window.js', './commands.js']);
    assert.equal(await editor.commands.get('efsMountInspector.checkAllTemplates')?.(), 'checked');
    assert.equal(await editor.commands.get('efsMountInspector.inspectTemplateFunction')?.('F'), 'F');
    assert.deepEqual(loaded, ['./window.js', './commands.js', './template-editor.js']);
  });

  it('is loaded where a temporary probe may have been left', async () => {
    mkdirSync(path.join(storage, 'temporary-probes'));
    start();
    await settled();
    assert.deepEqual(loaded, []);
    writeFileSync(path.join(storage, 'temporary-probes', 'damaged.json'), '');
    start();
    await until(() => loaded.includes('./window.js'));
  });

  it('that cannot be loaded is told once of each time that somebody needs it, and tried again', async () => {
    start();
    broken = new Error('Cannot find module ./window.js');
    const refresh = editor.commands.get('efsMountInspector.refresh');
    assert.deepEqual(await Promise.all([editor.tree?.getChildren(), refresh?.()]), [[], undefined]);
    assert.equal(editor.said.length, 1);
    assert.match(editor.said[0] ?? '', /could not be loaded\. Reload the window; .* Cannot find module/);
    assert.equal(await editor.commands.get('efsMountInspector.checkAllTemplates')?.(), undefined);
    assert.equal(editor.said.length, 2);
    broken = undefined;
    assert.equal(await refresh?.(), 'refreshed');
    assert.equal(editor.said.length, 2);
  });
});
