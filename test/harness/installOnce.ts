import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './projectRoot';

const folder = path.join(projectRoot, '.vscode-test');
const partialPrefix = 'partial-';

/**
 * The folder of this name in `.vscode-test/`, filled by the first caller and reused ever after. It is filled aside and
 * renamed when complete, so a half-finished one is never used.
 */
export async function ensureInstalled(
  name: string,
  install: (target: string) => Promise<void>,
): Promise<string> {
  const home = path.join(folder, name);
  if (!existsSync(home)) {
    const partial = path.join(folder, `${partialPrefix}${process.pid}-${name}`);
    await mkdir(folder, { recursive: true });
    await removeAbandonedInstalls();
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    try {
      await install(partial);
      await rename(partial, home).catch((error: NodeJS.ErrnoException) => {
        const otherWasFirst = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
        if (!otherWasFirst) {
          throw error;
        }
      });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return home;
}

export function isInstalled(name: string): boolean {
  return existsSync(path.join(folder, name));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function removeAbandonedInstalls(): Promise<void> {
  const abandoned = readdirSync(folder).filter(
    name => name.startsWith(partialPrefix) && !isRunning(parseInt(name.slice(partialPrefix.length), 10)),
  );
  await Promise.all(abandoned.map(name => rm(path.join(folder, name), { recursive: true, force: true })));
}
