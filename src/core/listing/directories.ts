import type { SectionError } from '../../protocol';
import type { Capture } from '../capture/capture';
import { errorOf, valueOf, type ListingText } from '../capture/captureTexts';
import { columnsFromPage } from './directoryColumns';
import { parseMode } from '../text/display';
import { toDirectory } from './listing';
import type { LsListing, LsRow } from '../parse/ls';

export interface Directory {
  readonly path: string;
  readonly entries: readonly DirectoryEntry[];
  /** There is more: pass it to the probe. */
  readonly cursor?: string;
  /** Whether the directory changed between pages. */
  readonly changed: boolean;
  readonly error?: SectionError;
}

export interface DirectoryEntry {
  readonly name: string;
  /** As `ls` spells it: `-` `d` `l` `p` `s` `b` `c` `?`. */
  readonly type: string;
  /** st_mode's permission bits; absent where lstat failed. */
  readonly mode?: number;
  /** E.g. `rwxr-xr-x`, with what a shell put after it: `+`, `.` or `@`. */
  readonly modeText?: string;
  /** Name, or the number where only that is known. */
  readonly owner?: string;
  readonly group?: string;
  /** Bytes. */
  readonly size?: bigint;
  /** Milliseconds since 1970 where known exactly. */
  readonly modifiedMs?: number;
  /** As a shell printed it, where that is all there is. */
  readonly modifiedText?: string;
  readonly target?: string;
  /** errno name. */
  readonly error?: string;
}

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
