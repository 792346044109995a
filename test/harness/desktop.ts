// Where VS Code's desktop build is on a machine, and how it is started there.
import { findFile } from './command';
import type { Machine } from './machine';

/** A program with what it always gets. */
export interface Launcher {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

const names = ['code', 'code-insiders', 'codium'];

/** VS Code's command line: the one on the PATH, else one in the folders that its installers use. */
export function findDesktop(machine: Machine): Launcher | undefined {
  if (!hasDisplay(machine)) {
    return undefined;
  }
  const files = [
    ...names.flatMap(name => findFile(commandName(name, machine), machine) ?? []),
    ...usualPlaces(machine),
  ];
  for (const file of files) {
    const launcher = machine.platform === 'win32' ? fromBatchFile(file, machine) : fromScript(file, machine);
    if (launcher) {
      return launcher;
    }
  }
  return undefined;
}

/** What to install where there is no desktop build, and nothing else can take its place. */
export function desktopAdvice({ platform }: Pick<Machine, 'platform'>): string | undefined {
  return platform === 'win32'
    ? 'No VS Code was found on the PATH or where its installers put it. Install it from https://code.visualstudio.com ' +
        'and run this again. (In WSL this command also runs a VS Code for the browser.)'
    : undefined;
}

function hasDisplay({ platform, environment }: Machine): boolean {
  return (
    platform === 'darwin' ||
    platform === 'win32' ||
    Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
  );
}

/** Beside the batch file lies a script of the same name for the shells of Git and WSL, which Windows cannot start. */
function commandName(name: string, { platform }: Machine): string {
  return platform === 'win32' ? `${name}.cmd` : name;
}

function usualPlaces({ platform, environment, path: paths }: Machine): readonly string[] {
  if (platform === 'win32') {
    const roots = [
      environment.LOCALAPPDATA && paths.join(environment.LOCALAPPDATA, 'Programs'),
      environment.ProgramFiles,
      environment['ProgramFiles(x86)'],
    ].filter(root => root !== undefined && root !== '');
    const installed = [
      ['Microsoft VS Code', 'code.cmd'],
      ['Microsoft VS Code Insiders', 'code-insiders.cmd'],
      ['VSCodium', 'codium.cmd'],
    ] as const;
    return installed.flatMap(([folder, file]) =>
      roots.map(root => paths.join(root ?? '', folder, 'bin', file)),
    );
  }
  if (platform === 'darwin') {
    const roots = [
      '/Applications',
      ...(environment.HOME ? [paths.join(environment.HOME, 'Applications')] : []),
    ];
    const installed = [
      ['Visual Studio Code.app', 'code'],
      ['Visual Studio Code - Insiders.app', 'code'],
      ['VSCodium.app', 'codium'],
    ] as const;
    return installed.flatMap(([app, file]) =>
      roots.map(root => paths.join(root, app, 'Contents/Resources/app/bin', file)),
    );
  }
  return ['/usr/share/code/bin/code', '/snap/bin/code', '/usr/share/codium/bin/codium'];
}

function fromScript(file: string, machine: Machine): Launcher | undefined {
  return machine.isExecutable(file) ? { program: file, args: [], environment: {} } : undefined;
}

/**
 * Node.js starts no batch files, and a shell would need everything quoted. The batch file's one command is the
 * executable, as Node.js, with the script of the command line; newer builds keep that in a folder named for the build.
 */
function fromBatchFile(file: string, machine: Machine): Launcher | undefined {
  const { path: paths } = machine;
  const [, executable, script] =
    /"%~dp0([^"%]+\.exe)"\s+"%~dp0([^"%]+cli\.js)"/i.exec(machine.read(file) ?? '') ?? [];
  if (executable === undefined || script === undefined) {
    return undefined;
  }
  const folder = paths.dirname(file);
  return {
    program: paths.join(folder, executable),
    args: [paths.join(folder, script)],
    environment: { ELECTRON_RUN_AS_NODE: '1', VSCODE_DEV: undefined },
  };
}
