import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import manifest from '../../package.json';
import { runCommand } from './command';
import { ensureVscodeServer, workbenchOf, type VscodeServerInstall } from './vscodeServerInstall';

const loopback = '127.0.0.1';
const startTimeoutMs = 60_000;
const closeTimeoutMs = 5_000;

/** A quiet workbench: nothing opens, asks, updates or advertises by itself. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
};

/** Names of the settings that are the machine's: ours, as the manifest says, and one of VS Code's. */
const machineSettings: ReadonlySet<string> = new Set([
  'workbench.welcomePage.walkthroughs.openOnInstall',
  ...[manifest.contributes.configuration]
    .flat()
    .flatMap(({ properties }) => Object.entries<{ scope?: string }>(properties))
    .filter(([, { scope }]) => scope === 'machine' || scope === 'machine-overridable')
    .map(([name]) => name),
]);

/**
 * Of the extensions that come with VS Code, those that tests need: themes, icons, and the languages of the documents they open.
 * Most others are left out: to look at them, and to start git, debuggers and the like, takes each server a CPU second.
 */
const builtInExtensions = [
  'diff',
  'javascript',
  'json',
  'log',
  'markdown-basics',
  'python',
  'theme-defaults',
  'theme-seti',
  'typescript-basics',
  'yaml',
];

export interface VscodeServerOptions {
  /** Settings over the quiet ones. */
  settings?: Record<string, unknown>;
  /** Whether every workspace counts as trusted. Without it workspaces open in Restricted Mode. */
  trust?: boolean | undefined;
  /** Added to the environment of the server, and so of the extension host. Given the server's data folder. */
  env?: (dataFolder: string) => NodeJS.ProcessEnv;
  /** Whether all extensions that come with VS Code are there, as for a person, and not only those that tests need. */
  withAllBuiltIn?: boolean;
  /** Fills the server's folders before it starts: its data, and the extensions installed in it. */
  prepare?: (folders: ServerFolders) => Promise<void>;
}

/** Absolute paths. */
export interface ServerFolders {
  data: string;
  extensions: string;
}

export interface Workbench {
  /** Absolute path of the folder to open. */
  folder: string;
  /** Absolute path of a file to show in the editor. */
  file?: string | undefined;
  /** Absolute path of an extension to run from its folder. */
  extensionDevelopmentPath?: string | undefined;
  /** Absolute path of a module that exports `run()`, as for `@vscode/test-electron`. */
  extensionTestsPath?: string | undefined;
  /** Added to what the extension host has of the server's environment. */
  env?: NodeJS.ProcessEnv | undefined;
}

/** A running VS Code server on a free loopback port, with data of its own that goes away with it. */
export class VscodeServer {
  readonly #process: ChildProcess;
  readonly #output: string[];
  readonly #endWithUs = () => this.#removeTraces();
  #authority = '';
  /** The folder that holds its settings, its logs and what extensions store. */
  readonly dataFolder: string;

  private constructor(child: ChildProcess, output: string[], dataFolder: string) {
    this.#process = child;
    this.#output = output;
    this.dataFolder = dataFolder;
    process.on('exit', this.#endWithUs);
  }

  static async start(options: VscodeServerOptions = {}): Promise<VscodeServer> {
    const installed = await ensureVscodeServer();
    const { node, main } = installed;
    const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-'));
    await writeSettings(path.join(dataFolder, 'data'), options.settings);
    const folders = { data: dataFolder, extensions: path.join(dataFolder, 'extensions') };
    await options.prepare?.(folders);
    const args = [
      main,
      `--host=${loopback}`,
      '--port=0',
      '--without-connection-token',
      '--enable-smoke-test-driver',
      ...folderArguments(folders),
      ...(options.withAllBuiltIn
        ? []
        : [`--builtin-extensions-dir=${await neededBuiltIn(installed, dataFolder)}`]),
      ...((options.trust ?? true) ? ['--disable-workspace-trust'] : []),
    ];
    // A process group of its own, so that the server's children can be ended with it.
    const child = spawn(node, args, {
      env: { ...process.env, ...options.env?.(dataFolder) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    });
    const output: string[] = [];
    const server = new VscodeServer(child, output, dataFolder);
    try {
      server.#authority = await announcedAuthority(child, output);
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** The last lines that the server printed. */
  get output(): string {
    return this.#output.slice(-200).join('\n');
  }

  /** `host:port`, which is also the remote authority of its workbench. */
  get authority(): string {
    return this.#authority;
  }

  workbenchUrl(workbench: Workbench): string {
    return `http://${this.authority}${workbenchPath(workbench, this.authority)}`;
  }

  /** Forgets what windows have stored, and has other settings for the next. No window may be open. */
  async startOver(settings?: Record<string, unknown>): Promise<void> {
    const data = path.join(this.dataFolder, 'data');
    for (const folder of ['User', 'Machine']) {
      await rm(path.join(data, folder), { recursive: true, force: true, maxRetries: 5 });
    }
    await mkdir(path.join(data, 'User/globalStorage'), { recursive: true });
    await writeSettings(data, settings);
  }

  async close(): Promise<void> {
    const child = this.#process;
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      signalGroup(child, 'SIGTERM');
      const lastResort = setTimeout(() => signalGroup(child, 'SIGKILL'), closeTimeoutMs);
      await exited;
      clearTimeout(lastResort);
    }
    this.#removeTraces();
    process.off('exit', this.#endWithUs);
  }

  /** Ends what the server left running, and removes its data. */
  #removeTraces(): void {
    signalGroup(this.#process, 'SIGKILL');
    rmSync(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A folder with {@link builtInExtensions}, and those that run in browsers: of them the page has a list of its own. */
async function neededBuiltIn(installed: VscodeServerInstall, dataFolder: string): Promise<string> {
  const all = path.join(workbenchOf(installed), 'extensions');
  const needed = path.join(dataFolder, 'built-in');
  await mkdir(needed);
  for (const name of await readdir(all)) {
    if (builtInExtensions.includes(name) || runsInBrowsers(path.join(all, name))) {
      await symlink(path.join(all, name), path.join(needed, name));
    }
  }
  return needed;
}

function runsInBrowsers(extension: string): boolean {
  const file = path.join(extension, 'package.json');
  return existsSync(file) && 'browser' in (JSON.parse(readFileSync(file, 'utf8')) as object);
}

/**
 * Writes settings where a remote window keeps them: those that may differ from machine to machine in a file of the
 * server's. VS Code drops them from the user's own settings when it learns the scope, by a race even after that.
 */
async function writeSettings(dataFolder: string, settings?: Record<string, unknown>): Promise<void> {
  const entries = Object.entries({ ...quietSettings, ...settings });
  const files = {
    User: entries.filter(([name]) => !machineSettings.has(name)),
    Machine: entries.filter(([name]) => machineSettings.has(name)),
  };
  for (const [folder, own] of Object.entries(files)) {
    await mkdir(path.join(dataFolder, folder), { recursive: true });
    await writeFile(
      path.join(dataFolder, folder, 'settings.json'),
      JSON.stringify(Object.fromEntries(own), undefined, 2),
    );
  }
}

/** Installs a VSIX as a person would, into a server that is not started yet. */
export async function installVsix(file: string, folders: ServerFolders): Promise<void> {
  const { node, main } = await ensureVscodeServer();
  await runCommand(node, [main, ...folderArguments(folders), '--install-extension', file]);
}

function folderArguments({ data, extensions }: ServerFolders): string[] {
  return [
    `--server-data-dir=${data}`,
    `--extensions-dir=${extensions}`,
    '--accept-server-license-terms',
    '--telemetry-level=off',
  ];
}

/** Path and query that open the workbench. Extension paths become URIs on the authority that the page is loaded from. */
export function workbenchPath(workbench: Workbench, authority: string): string {
  const onServer = (file: string) => `vscode-remote://${authority}${file}`;
  const payload = [['skipWelcome', 'true']];
  if (workbench.file) {
    payload.push(['openFile', onServer(workbench.file)]);
  }
  if (workbench.extensionDevelopmentPath) {
    payload.push(['extensionDevelopmentPath', onServer(workbench.extensionDevelopmentPath)]);
  }
  if (workbench.extensionTestsPath) {
    payload.push(['extensionTestsPath', onServer(workbench.extensionTestsPath)]);
  }
  if (workbench.env) {
    payload.push(['extensionEnvironment', JSON.stringify(workbench.env)]);
  }
  const query = new URLSearchParams({ folder: workbench.folder, payload: JSON.stringify(payload) });
  return `/?${query.toString()}`;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) {
      process.kill(-child.pid, signal);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

function announcedAuthority(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The VS Code server ${why}:\n${output.join('\n')}`));
    const timer = setTimeout(() => fail('did not start in time'), startTimeoutMs);
    child.once('error', error => fail(`could not be started (${error.message})`));
    child.once('exit', code => fail(`ended (${code})`));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream! }).on('line', line => {
        output.push(line);
        output.splice(0, output.length - 1000);
        const url = /Web UI available at (\S+)/.exec(line)?.[1];
        if (url) {
          clearTimeout(timer);
          resolve(`${loopback}:${new URL(url).port}`);
        }
      });
    }
  });
}
