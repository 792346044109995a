import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspectError } from './inspectProblems';

/**
 * A file that is being written beside where it is to be: under its own name it is there whole or not at all.
 * Its functions throw HumanErrors.
 */
export class LocalCopy {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #temporaryPath: string;
  #closed = false;

  private constructor(file: FileHandle, path: string, temporaryPath: string) {
    this.#file = file;
    this.#path = path;
    this.#temporaryPath = temporaryPath;
  }

  static async create(path: string): Promise<LocalCopy> {
    // In the same folder, so that it can be renamed, and short: the name itself may be as long as names can be.
    const temporaryPath = join(dirname(path), `.efs-mount-inspector-${randomBytes(6).toString('hex')}.part`);
    const file = await explained(path, open(temporaryPath, 'wx'));
    return new LocalCopy(file, path, temporaryPath);
  }

  append(bytes: Uint8Array): Promise<void> {
    return explained(this.#path, this.#file.writeFile(bytes));
  }

  /**
   * Puts the copy in its place, over what is there, whose mode it gets. Where that fails it can be tried again.
   * @param delaysMs how long to wait before each retry, while another program holds the file
   */
  async keep(delaysMs: readonly number[] = [50, 100, 200, 400, 800, 1600]): Promise<void> {
    if (!this.#closed) {
      const mode = await modeOf(this.#path);
      if (mode !== undefined) {
        await explained(this.#path, this.#file.chmod(mode));
      }
      await explained(this.#path, this.#close());
    }
    for (const delay of delaysMs) {
      try {
        await rename(this.#temporaryPath, this.#path);
        return;
      } catch (error) {
        if (!isHeld(error)) {
          break;
        }
        await sleep(delay);
      }
    }
    await explained(this.#path, rename(this.#temporaryPath, this.#path));
  }

  /** Once or more. */
  async #close(): Promise<void> {
    this.#closed = true;
    await this.#file.close();
  }

  async discard(): Promise<void> {
    await this.#close();
    await rm(this.#temporaryPath, { force: true });
  }
}

/** On Windows a scanner or an indexer holds a new file, or the old one, for a moment. */
function isHeld(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Permission bits of a file that is there; undefined where there is none. */
async function modeOf(path: string): Promise<number | undefined> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? stats.mode & 0o777 : undefined;
  } catch {
    return undefined;
  }
}

async function explained<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw inspectError('copy-not-written', { path, reason: (error as Error).message }, error);
  }
}
