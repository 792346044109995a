import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../harness/projectRoot';

export const builtCommandLine = path.join(projectRoot, 'dist/cli.js');

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Only root can choose another user. */
  readonly uid?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** The language of these tests, and nothing of the machine's AWS. */
export const plainEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', HOME: '/nonexistent' };

export function startCommandLine(
  args: readonly string[],
  { cwd, env, uid }: RunOptions = {},
  more: SpawnOptions = {},
): ChildProcess {
  return spawn(process.execPath, [builtCommandLine, ...args], {
    cwd,
    env: { ...plainEnvironment, ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
    ...more,
  });
}

/** Runs the built program in a process of its own, to its end. */
export async function runCommandLine(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = startCommandLine(args, options, { stdio: 'pipe' });
  child.stdin?.end(options.input ?? '');
  const ended = once(child, 'close');
  const [out = '', errors = ''] = await Promise.all(
    [child.stdout, child.stderr].map(stream => (stream ? text(stream) : Promise.resolve(''))),
  );
  await ended;
  return { code: child.exitCode, out, errors };
}

/** A folder of its own with these files, removed by {@link removeFolders}. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'efs-cli-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

const folders: string[] = [];

export function removeFolders(): void {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}
