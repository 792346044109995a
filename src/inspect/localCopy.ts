import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspectError } from './problems';

/**
 * A file that is being written beside where it is to be: under its own name it is there whole or not at all.
 * Its functions throw HumanErrors.
 */
export class LocalCopy {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #temporaryPath: string;

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

  /** Puts the copy in its place, over what is there. */
  async keep(): Promise<void> {
    await explained(this.#path, this.#file.close());
    await explained(this.#path, rename(this.#temporaryPath, this.#path));
  }

  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.#temporaryPath, { force: true });
  }
}

async function explained<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw inspectError('copy-not-written', { path, reason: (error as Error).message }, error);
  }
}
