import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unpack } from './unpack';

const prefix = 'efs-mount-inspector-';

/** Where one function's code lies unpacked, and what its environments print. */
export class CodeFolder {
  readonly #path: string;

  private constructor(folder: string) {
    this.#path = folder;
  }

  /** Unpacks a zip into a new temporary folder, and removes those that ended endpoints could not remove. */
  static async create(zip: Uint8Array): Promise<CodeFolder> {
    const temporary = await realpath(tmpdir());
    await removeAbandoned(temporary);
    const folder = new CodeFolder(await mkdtemp(path.join(temporary, `${prefix}${process.pid}-`)));
    try {
      await mkdir(folder.taskRoot);
      await unpack(zip, folder.taskRoot);
      return folder;
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  get path(): string {
    return this.#path;
  }

  get taskRoot(): string {
    return path.join(this.#path, 'task');
  }

  logFile(name: string): string {
    return path.join(this.#path, `${name}.log`);
  }

  /** What cannot be removed, since Windows keeps what a process still ends in, is left for a later endpoint. */
  async remove(): Promise<void> {
    await removeFolder(this.#path).catch(() => undefined);
  }
}

/** A process that was killed could not clean up. */
async function removeAbandoned(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    const owner = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (owner !== undefined && !isRunning(Number(owner))) {
      // Another user's cannot be.
      await removeFolder(path.join(temporary, name)).catch(() => undefined);
    }
  }
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
