import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { projectRoot } from '../../harness/projectRoot';

interface Server {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly version: string;
  cwd?: { readonly fsPath: string };
}

interface Provider {
  onDidChangeMcpServerDefinitions(listener: () => void): unknown;
  provideMcpServerDefinitions(): readonly Server[];
}

const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly contributes: { readonly mcpServerDefinitionProviders: readonly { readonly id: string }[] };
};

/** As much of VS Code as the extension's start needs, with or without MCP. */
class Editor {
  readonly providers = new Map<string, Provider>();
  readonly settings: Record<string, unknown> = {};
  readonly events = new EventEmitter();
  folders: readonly { readonly uri: { readonly scheme: string; readonly fsPath: string } }[] = [];

  api(knowsMcp: boolean) {
    const nothing = { dispose: () => undefined };
    const ignore = () => nothing;
    const { events, settings } = this;
    const on = (name: string) => (listener: () => void) => {
      events.on(name, listener);
      return nothing;
    };
    const folders = () => this.folders;
    class Changed {
      readonly #events = new EventEmitter();
      readonly event = (listener: () => void) => this.#events.on('change', listener);
      fire() {
        this.#events.emit('change');
      }
      dispose() {}
    }
    class Disposable {
      static readonly from = ignore;
      readonly dispose = () => undefined;
    }
    class McpStdioServerDefinition implements Server {
      constructor(
        readonly label: string,
        readonly command: string,
        readonly args: readonly string[],
        readonly env: Record<string, string>,
        readonly version: string,
      ) {}
    }
    return {
      EventEmitter: Changed,
      Disposable,
      MarkdownString: class {},
      ExtensionMode: { Production: 1, Development: 2, Test: 3 },
      commands: { registerCommand: ignore },
      env: { language: 'en' },
      l10n: {},
      languages: { match: () => 0 },
      ...(knowsMcp && {
        McpStdioServerDefinition,
        lm: {
          registerMcpServerDefinitionProvider: (id: string, provider: Provider) => {
            this.providers.set(id, provider);
            return nothing;
          },
        },
      }),
      window: {
        createTreeView: ignore,
        registerWebviewPanelSerializer: ignore,
        tabGroups: { onDidChangeTabs: ignore },
      },
      workspace: {
        getConfiguration: () => ({ get: (key: string) => settings[key] }),
        get workspaceFolders() {
          return folders();
        },
        onDidChangeConfiguration: on('configuration'),
        onDidChangeWorkspaceFolders: on('folders'),
        onDidChangeTextDocument: ignore,
        onDidCloseTextDocument: ignore,
        onDidOpenTextDocument: ignore,
        registerFileSystemProvider: ignore,
        textDocuments: [],
      },
    };
  }
}

describe('the MCP server that the extension offers', () => {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  let editor: Editor;
  beforeEach(() => {
    editor = new Editor();
    editor.settings['agents.mcpServer'] = true;
  });
  afterEach(() => (loader._load = load));

  function start(knowsMcp = true): Provider | undefined {
    const api = editor.api(knowsMcp);
    loader._load = (request, ...rest) => (request === 'vscode' ? api : load(request, ...rest));
    const file = path.join(projectRoot, 'dist/extension.js');
    delete require.cache[file];
    const extension = load(file) as { activate(context: object): unknown };
    extension.activate({
      extension: { packageJSON: manifest },
      extensionMode: 1,
      globalState: { keys: () => [], get: () => undefined },
      globalStorageUri: { fsPath: '/nonexistent' },
      subscriptions: [],
    });
    return editor.providers.get(manifest.contributes.mcpServerDefinitionProviders[0]?.id ?? '');
  }

  it('is this build of the command line, run as a program, in the folder of the workspace', () => {
    editor.folders = [{ uri: { scheme: 'file', fsPath: '/work/infra' } }];
    const [server, ...others] = start()?.provideMcpServerDefinitions() ?? [];
    assert.ok(server && others.length === 0);
    const { args, command, cwd, env, version } = server;
    assert.deepEqual(
      [command, env, version, cwd?.fsPath],
      [process.execPath, { ELECTRON_RUN_AS_NODE: '1' }, manifest.version, '/work/infra'],
    );
    const [file = '', ...rest] = args;
    assert.ok(existsSync(file) && path.basename(file) === 'cli.js');
    assert.deepEqual(rest, ['mcp']);
  });

  it('has the settings of the window, whatever these hold', () => {
    editor.settings['aws.profile'] = '--dev';
    editor.settings['aws.regions'] = ['eu-central-1', 7, 'us-east-1'];
    editor.settings['aws.endpoint'] = { no: 'text' };
    const [server] = start()?.provideMcpServerDefinitions() ?? [];
    assert.deepEqual(server?.args.slice(1), [
      'mcp',
      '--profile=--dev',
      '--region=eu-central-1',
      '--region=us-east-1',
    ]);
  });

  it('is told anew where settings or folders change, and is none where the person has not asked for it', () => {
    const provider = start() ?? assert.fail();
    let told = 0;
    provider.onDidChangeMcpServerDefinitions(() => told++);
    editor.events.emit('configuration', { affectsConfiguration: (name: string) => name === 'editor' });
    assert.equal(told, 0);
    delete editor.settings['agents.mcpServer'];
    editor.events.emit('configuration', {
      affectsConfiguration: (name: string) => name === 'efsMountInspector',
    });
    editor.events.emit('folders');
    assert.equal(told, 2);
    assert.deepEqual(provider.provideMcpServerDefinitions(), []);
  });

  it('is nothing that an editor without MCP stumbles over', () => {
    assert.equal(start(false), undefined);
  });
});
