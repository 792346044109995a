import { accessSync, constants, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunContext } from '../command';

/**
 * Where it is kept which temporary probes there are, so that a later run deletes those of one that was killed: where
 * programs of this system keep their state, or where nothing can be written there, with temporary files.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder({ environment }: Pick<RunContext, 'environment'>): string {
  const { HOME, LOCALAPPDATA, USER, XDG_STATE_HOME } = environment;
  const homes: readonly (string | undefined)[] =
    process.platform === 'win32'
      ? [LOCALAPPDATA]
      : process.platform === 'darwin'
        ? [HOME && path.join(HOME, 'Library', 'Application Support')]
        : [XDG_STATE_HOME, HOME && path.join(HOME, '.local', 'state')];
  const candidates = homes
    .filter(home => home !== undefined && path.isAbsolute(home))
    .map(home => path.join(home ?? '', 'efs-mount-inspector'));
  const temporary = path.join(tmpdir(), `efs-mount-inspector-${process.getuid?.() ?? USER ?? ''}`);
  return candidates.find(isUsable) ?? temporary;
}

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
