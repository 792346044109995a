import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** What is run in a terminal, without a shell. */
export interface Program {
  readonly path: string;
  readonly words: readonly string[];
}

/** What AWS's own sign-in needs to know of where it runs. */
export interface SignInPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether a browser that opens here is not the one that people sit at. */
  readonly remote: boolean;
  /** Whether VS Code runs in Flatpak's sandbox, which has none of the host's programs. */
  readonly flatpak: boolean;
}

/** There in each sandbox of Flatpak. */
const FLATPAK_INFO = '/.flatpak-info';

export function isFlatpak(): boolean {
  return process.platform === 'linux' && existsSync(FLATPAK_INFO);
}

/** The sign-in of a profile; undefined where the AWS CLI is not installed. */
export function signInProgram(
  { kind, profile }: { readonly kind: 'sso' | 'console'; readonly profile: string },
  { environment, flatpak, platform, remote }: SignInPlace,
): Program | undefined {
  const sso = kind === 'sso';
  const words = [
    ...(sso ? ['sso', 'login'] : ['login']),
    ...['--profile', profile],
    ...(remote ? [sso ? '--use-device-code' : '--remote'] : []),
  ];
  if (flatpak) {
    const spawn = findProgram('flatpak-spawn', environment, platform);
    return spawn === undefined ? undefined : { path: spawn, words: ['--host', 'aws', ...words] };
  }
  const aws = findProgram('aws', environment, platform);
  return aws === undefined ? undefined : { path: aws, words };
}

/** Not batch files: they are run by cmd, which makes commands of what is in a profile's name. */
const PROGRAMS = ['.COM', '.EXE'];

/**
 * The file that a program's name means. Folders of PATH that are relative are passed over, as is the current one where
 * Windows looks first: a workspace may hold a program of that name.
 */
export function findProgram(
  name: string,
  environment: SignInPlace['environment'],
  platform: NodeJS.Platform,
): string | undefined {
  const windows = platform === 'win32';
  const variable = (wanted: string) =>
    Object.entries(environment).find(([key]) => (windows ? key.toUpperCase() : key) === wanted)?.[1];
  const paths = windows ? path.win32 : path.posix;
  const extensions = windows ? PROGRAMS : [''];
  const folders = (variable('PATH') ?? '')
    .split(paths.delimiter)
    .map(folder => (windows ? folder.replace(/^"(.*)"$/, '$1') : folder))
    .filter(folder => paths.isAbsolute(folder));
  return folders
    .flatMap(folder => extensions.map(extension => paths.join(folder, name + extension)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
