import type { Directory } from '../../src/core/listing/directory';
import type { DirectoryColumns } from '../../src/core/listing/directoryColumns';
import { listed, type ListedDirectory } from '../../src/core/listing/listing';

/** A directory with an object for each entry, for comparing. */
function withRows({ entries, ...directory }: ListedDirectory): Directory {
  return { ...directory, entries: entries.slice(0, entries.length) };
}

export function toDirectory(page: DirectoryColumns): Directory {
  return withRows(listed(page));
}
