import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isOtherPeoples, isTemplateName } from '../../template/read/sniff';

/** A file or folder that could not be looked into. */
export interface Unread {
  /** Absolute. */
  readonly path: string;
  readonly error: NodeJS.ErrnoException;
}

/** Files that were named, and those of folders that were named whose names are those of templates. */
export interface TemplatePaths {
  /** Absolute, each once: those of a folder in the order of their names. */
  readonly files: readonly string[];
  readonly unread: readonly Unread[];
}

export async function templatePaths(named: readonly string[]): Promise<TemplatePaths> {
  const files = new Set<string>();
  const unread: Unread[] = [];

  const walk = async (folder: string, below: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const file = path.join(folder, entry.name);
      // A link to a folder may lead back to where it is.
      if (entry.isDirectory()) {
        await (isOtherPeoples(`${below}${entry.name}`) ||
          look(file, () => walk(file, `${below}${entry.name}/`)));
      } else if (isTemplateName(entry.name) && (entry.isFile() || (await isFile(file)))) {
        files.add(file);
      }
    }
  };
  const look = async (file: string, use: () => Promise<void>): Promise<void> => {
    try {
      await use();
    } catch (error) {
      unread.push({ path: file, error: error as NodeJS.ErrnoException });
    }
  };

  for (const file of named) {
    await look(file, async () => {
      if ((await stat(file)).isDirectory()) {
        await walk(file, '');
      } else {
        files.add(file);
      }
    });
  }
  return { files: [...files], unread };
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    // A link to nothing.
    return false;
  }
}
