import { spawn } from 'node:child_process';
import { thisMachine, type Machine } from './machine';

/** The absolute path of a program on the PATH that can be started as it is, or nothing. */
export function findProgram(name: string, machine: Machine = thisMachine): string | undefined {
  return findFile(machine.platform === 'win32' ? `${name}.exe` : name, machine);
}

/** The absolute path of a file of exactly this name on the PATH, or nothing. */
export function findFile(
  name: string,
  { environment, path: paths, isExecutable }: Machine,
): string | undefined {
  return (environment.PATH ?? environment.Path ?? '')
    .split(paths.delimiter)
    .filter(folder => folder !== '')
    .map(folder => paths.join(folder, name))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  return thisMachine.isExecutable(file);
}

/**
 * Runs npm to its end: the one that runs this, as Node's script. On Windows `npm` is a batch file, which Node does not
 * start.
 */
export function runNpm(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const [program, ...before] = npmCommand();
  return runCommand(program, [...before, ...args], options);
}

/** @throws where npm cannot be started without a shell */
export function npmCommand({ platform, environment, path: paths }: Machine = thisMachine): [
  string,
  ...string[],
] {
  const script = environment.npm_execpath;
  if (script !== undefined && /^npm-cli\.[cm]?js$/.test(paths.basename(script))) {
    return [process.execPath, script];
  }
  if (platform === 'win32') {
    throw new Error('Run this through npm, for example "npm start": it tells where npm is.');
  }
  return ['npm'];
}

/**
 * Runs a program to its end without standard input and returns what it printed.
 * Throws with the last of its output when it fails.
 */
export function runCommand(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: string) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(output);
      } else {
        const ending = output.trim().split('\n').slice(-30).join('\n');
        reject(new Error(`${program} ${args.join(' ')} failed (${signal ?? code}):\n${ending}`));
      }
    });
  });
}
