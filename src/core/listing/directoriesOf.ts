import type { SectionError } from '../../protocol';
import type { Capture } from '../capture/capture';
import { errorOf, sectionValue, type ListingText } from '../capture/captureTexts';
import type { LsListing, LsRow } from '../parse/ls';
import { parseMode } from '../text/display';
import type { DirectoryEntry } from './directory';
import { columnsFromPage, toColumns, type DirectoryColumns } from './directoryColumns';
import { listed, type ListedDirectory } from './listing';

/** Every directory of a capture: the probe's page, and the listings that a shell printed. */
export function directoriesOf(
  { probe: { list }, target: { fileSystem } }: Capture,
  texts: readonly ListingText[],
  listings: readonly (readonly LsListing[])[],
): readonly ListedDirectory[] {
  const directories: DirectoryColumns[] = [];
  if (list !== undefined) {
    const page = sectionValue(list);
    const error = errorOf(list);
    directories.push(
      page === undefined
        ? toColumns({ path: fileSystem.localMountPath, entries: [], changed: false, error })
        : columnsFromPage(page, error),
    );
  }
  texts.forEach(({ path, error }, index) => {
    const printed = listings[index] ?? [];
    for (const listing of printed) {
      directories.push(columnsFromLs(listing.path ?? path, listing.rows, error));
    }
    if (printed.length === 0) {
      directories.push(columnsFromLs(path, [], error));
    }
  });
  return directories.map(listed);
}

/** Rows of `ls -l`. */
export function columnsFromLs(path: string, rows: readonly LsRow[], error?: SectionError): DirectoryColumns {
  return toColumns({ path, entries: rows.map(rowEntry), changed: false, error });
}

function rowEntry(row: LsRow): DirectoryEntry {
  const modeText = row.mode.slice(1);
  return {
    name: row.name,
    type: row.type,
    mode: parseMode(modeText),
    modeText,
    owner: row.owner,
    group: row.group,
    size: row.size,
    modifiedText: row.modified,
    target: row.target,
  };
}
