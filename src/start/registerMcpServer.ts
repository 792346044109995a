import path from 'node:path';
import * as vscode from 'vscode';
import { settingReaders } from '../views/settingReaders';

/** As the manifest has it: VS Code starts the extension for it. */
const PROVIDER = 'efsMountInspector.mcp';
const SECTION = 'efsMountInspector';

/** What the types of the oldest VS Code that this runs in do not have. */
interface McpApi {
  readonly lm?: {
    readonly registerMcpServerDefinitionProvider?: (
      id: string,
      provider: {
        readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
        provideMcpServerDefinitions(): readonly StdioServer[];
      },
    ) => vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: string[],
    env: Record<string, string>,
    version: string,
  ) => StdioServer;
}

interface StdioServer {
  cwd?: vscode.Uri;
}

/**
 * Offers `efs-mount-inspector mcp` to whatever in this window works with MCP servers: the same tools, with the profile,
 * regions and endpoint of the settings. Editors that are built on VS Code may know no such thing.
 * https://code.visualstudio.com/api/extension-guides/ai/mcp
 */
export function registerMcpServer({
  extension,
}: Pick<vscode.ExtensionContext, 'extension'>): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Definition } = vscode as McpApi;
  if (!lm?.registerMcpServerDefinitionProvider || !Definition) {
    return new vscode.Disposable(() => undefined);
  }
  const changed = new vscode.EventEmitter<void>();
  const { version } = extension.packageJSON as { readonly version: string };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(SECTION)) {
        changed.fire();
      }
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    lm.registerMcpServerDefinitionProvider(PROVIDER, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => {
        if (!read('agents.mcpServer')) {
          return [];
        }
        const server = new Definition(
          'EFS Mount Inspector',
          process.execPath,
          [path.join(__dirname, 'cli.js'), 'mcp', ...chosenOptions()],
          // In the desktop, what runs extensions is Electron's.
          { ELECTRON_RUN_AS_NODE: '1' },
          version,
        );
        const [folder] = vscode.workspace.workspaceFolders ?? [];
        if (folder?.uri.scheme === 'file') {
          server.cwd = folder.uri;
        }
        return [server];
      },
    }),
  );
}

/** Those of the command line that mean what the window looks at. */
function chosenOptions(): readonly string[] {
  const [profile, endpoint] = [read('aws.profile'), read('aws.endpoint')];
  return [
    ...(profile === '' ? [] : [`--profile=${profile}`]),
    ...read('aws.regions').map(region => `--region=${region}`),
    ...(endpoint === '' ? [] : [`--endpoint=${endpoint}`]),
  ];
}

type Readers = typeof settingReaders;

function read<Key extends keyof Readers>(key: Key): ReturnType<Readers[Key]>['value'] {
  return settingReaders[key](vscode.workspace.getConfiguration(SECTION).get(key)).value;
}
