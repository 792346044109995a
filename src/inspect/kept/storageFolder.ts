import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFileMissing } from '../isFileMissing';

/** Small text files that outlive the window. Names are ours and safe for any file system. */
export interface TextFiles {
  /** Undefined where there is none. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  delete(name: string): Promise<void>;
  list(): Promise<readonly KeptFile[]>;
}

export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** More than any of our files has. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Text files in the extension's own storage folder, which only its user may read: reports name accounts and files.
 * A file is replaced as a whole, so that a window that ends meanwhile leaves no half of one.
 */
export class StorageFolder implements TextFiles {
  readonly #folder: string;
  #ready: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(name: string): Promise<string | undefined> {
    const path = join(this.#folder, name);
    try {
      if ((await stat(path)).size > MOST_BYTES) {
        throw new Error(`${name} is larger than anything that was kept`);
      }
      return await readFile(path, 'utf8');
    } catch (error) {
      if (isFileMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  async write(name: string, text: string): Promise<void> {
    await (this.#ready ??= this.#prepare());
    const path = join(this.#folder, name);
    const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
    try {
      await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async delete(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }

  async list(): Promise<readonly KeptFile[]> {
    let names: readonly string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if (isFileMissing(error)) {
        return [];
      }
      throw error;
    }
    const files = await Promise.all(
      names.map(async name => {
        const found = await stat(join(this.#folder, name)).catch(() => undefined);
        return found?.isFile() ? [{ name, bytes: found.size, modifiedAt: found.mtimeMs }] : [];
      }),
    );
    return files.flat();
  }

  /** Also what an earlier version wrote for everybody to read. */
  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if (process.platform === 'win32') {
      return;
    }
    await chmod(this.#folder, 0o700);
    const files = await this.list();
    await Promise.all(files.map(({ name }) => chmod(join(this.#folder, name), 0o600).catch(() => undefined)));
  }
}
