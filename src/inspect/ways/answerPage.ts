import { columnsFromPage, toColumns, type DirectoryColumns } from '../../core/listing/directoryColumns';
import type { DirectoryPage, ProbeResponse, Section } from '../../protocol';

/** The directory of a response, whole, as far as it got, or why there is none. */
export function pageOf(path: string, { sections }: ProbeResponse): DirectoryColumns {
  const section: Section<DirectoryPage> | undefined = sections.list;
  if (section?.ok) {
    return columnsFromPage(section.value);
  }
  const error = section?.error ?? { code: 'UNSUPPORTED', message: 'the probe did not list the directory' };
  return section?.partial
    ? columnsFromPage(section.partial, error)
    : toColumns({ path, entries: [], changed: false, error });
}
