import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isFileMissing } from '../isFileMissing';
import type { Memento } from '../ports';

/** Where earlier versions kept their entries. */
export type EarlierJournal = Required<Memento>;

/** Begins the keys of an {@link EarlierJournal}. */
export const EARLIER_PREFIX = 'temporaryProbe.1.';

/** The folder of the journal, below that which an extension has on a machine. */
export function journalFolder(globalStorage: string): string {
  return path.join(globalStorage, 'temporary-probes');
}

/** The names of the journal's files; none where nothing was ever written. */
export async function journalFiles(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isFileMissing(error)) {
      return [];
    }
    throw error;
  }
}

/** The keys under which an earlier version's entries stand. */
export function earlierKeys(earlier: EarlierJournal | undefined): readonly string[] {
  return earlier?.keys().filter(key => key.startsWith(EARLIER_PREFIX)) ?? [];
}
