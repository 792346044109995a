import type { Directory, DirectoryEntry } from './directory';
import type { SectionError } from '../../protocol';
import type { Capture } from '../capture/capture';
import { errorOf, valueOf, type ListingText } from '../capture/captureTexts';
import { columnsFromPage } from './directoryColumns';
import { parseMode } from '../text/display';
import { toDirectory } from './listing';
import type { LsListing, LsRow } from '../parse/ls';

/** Every directory of a capture: the probe's page, and the listings that a shell printed. */
export function directoriesOf(
  { probe: { list }, function: { fileSystem } }: Capture,
  texts: readonly ListingText[],
  listings: readonly (readonly LsListing[])[],
): readonly Directory[] {
  const directories: Directory[] = [];
  if (list !== undefined) {
    const page = valueOf(list);
    const error = errorOf(list);
    directories.push(
      page === undefined
        ? { path: fileSystem.localMountPath, entries: [], changed: false, ...(error && { error }) }
        : toDirectory(columnsFromPage(page, error)),
    );
  }
  texts.forEach(({ path, error }, index) => {
    const printed = listings[index] ?? [];
    for (const listing of printed) {
      directories.push(directoryFromLs(listing.path ?? path, listing.rows, error));
    }
    if (printed.length === 0) {
      directories.push(directoryFromLs(path, [], error));
    }
  });
  return directories;
}

/** Rows of `ls -l`. */
export function directoryFromLs(path: string, rows: readonly LsRow[], error?: SectionError): Directory {
  return {
    path,
    entries: rows.map(rowEntry),
    changed: false,
    ...(error === undefined ? {} : { error }),
  };
}

function rowEntry(row: LsRow): DirectoryEntry {
  const modeText = row.mode.slice(1);
  const mode = parseMode(modeText);
  return {
    name: row.name,
    type: row.type,
    ...(mode === undefined ? {} : { mode }),
    modeText,
    ...(row.owner === undefined ? {} : { owner: row.owner }),
    ...(row.group === undefined ? {} : { group: row.group }),
    ...(row.size === undefined ? {} : { size: row.size }),
    modifiedText: row.modified,
    ...(row.target === undefined ? {} : { target: row.target }),
  };
}
