// Puts a VS Code server, with its web workbench, on this machine from npm: no desktop and no download from elsewhere.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram, runNpm } from './command';
import { canInstallDebianPackages, installDebianPackages } from './debianPackages';
import { ensureInstalled } from './installOnce';
import { nodeHeaders } from './nodeHeaders';

/** VS Code 1.139.1. */
const codeServer = 'code-server@4.139.1';
const nodeMajor = 24;

export interface VscodeServerInstall {
  /** The Node that this VS Code runs on. */
  node: string;
  /** The server's main script. */
  main: string;
}

function programsMissing(): string[] {
  return ['g++', 'make', 'python3'].filter(program => !findProgram(program));
}

async function ensureCompiler(): Promise<void> {
  if (programsMissing().length > 0 && canInstallDebianPackages()) {
    await installDebianPackages(['g++', 'make', 'python3']);
  }
  const missing = programsMissing();
  if (missing.length > 0) {
    throw new Error(
      `Two small modules of the VS Code server have to be compiled, and this machine has no ${missing.join(', no ')}. ` +
        'Install them (on Debian and Ubuntu: "sudo apt-get install g++ make python3"; ' +
        'on macOS: "xcode-select --install") and run this again.',
    );
  }
}

const nodePackage = `node-${process.platform}-${process.arch}`;

function locate(installed: string): VscodeServerInstall {
  return {
    node: path.join(installed, 'node_modules', nodePackage, 'bin/node'),
    main: path.join(installed, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** The folder of the workbench, with what a browser loads of it and the built-in extensions. */
export function workbenchOf({ main }: VscodeServerInstall): string {
  return path.dirname(path.dirname(main));
}

/**
 * The smoke-test driver, which the development keys of the workbench's URL need, keeps notifications from showing.
 * They are part of what we show and test, so that condition is taken out of this pinned build.
 */
async function showNotifications(vscode: string): Promise<void> {
  const file = path.join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  const code = await readFile(file, 'utf8');
  const condition = '!this.isNotificationsCenterVisible&&!this.environmentService.enableSmokeTestDriver&&';
  if (!code.includes(condition)) {
    throw new Error(`${codeServer} does not hide notifications where it is expected to.`);
  }
  await writeFile(file, code.replace(condition, '!this.isNotificationsCenterVisible&&'));
}

async function install(target: string): Promise<void> {
  const env = { ...process.env, ...nodeHeaders() };
  const npm = (cwd: string, ...args: string[]) =>
    runNpm([...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env });
  const vscode = path.join(target, 'node_modules/code-server/lib/vscode');

  console.log('Setting up the VS Code server, once (about 800 MB, a minute or two)…');
  await npm(
    target,
    'install',
    '--prefix',
    target,
    '--ignore-scripts',
    codeServer,
    `${nodePackage}@${nodeMajor}`,
  );
  console.log('  …its dependencies');
  await npm(vscode, 'install', '--prefix', vscode, '--omit=dev', '--ignore-scripts');
  const extensions = path.join(vscode, 'extensions');
  await npm(extensions, 'install', '--prefix', extensions, '--omit=dev', '--ignore-scripts');
  console.log('  …and its two native modules');
  await npm(vscode, 'rebuild', '--prefix', vscode, '@vscode/spdlog', '@vscode/native-watchdog');
  await showNotifications(vscode);
}

/** The VS Code server in `.vscode-test/`, installed there by the first caller and reused ever after. */
export async function ensureVscodeServer(): Promise<VscodeServerInstall> {
  return locate(
    await ensureInstalled(codeServer.replace('@', '-'), async target => {
      await ensureCompiler();
      await install(target);
    }),
  );
}
