import { formatInteger } from '../../core/text/display';
import type { ListedDirectory } from '../../core/listing/listing';
import { describeNotRead, isNotRecorded } from '../../core/words/sectionWords';
import { explainError } from '../explainError';
import { findFunction } from '../knownFunction';
import { locale, t } from '../localize';
import type { Services } from '../services';
import { firstEntries } from './firstEntries';
import { entryId, type NoteNode, type TreeNode } from './treeNodes';

/**
 * The first entries of a directory, directories first: VS Code makes an item of each one it is given, and stands still
 * for seconds where there are very many. A directory that fails or hangs costs one note in its own place.
 */
export async function entryNodes(
  arn: string,
  path: string,
  mostShown: number,
  services: Pick<Services, 'catalog' | 'directories' | 'log' | 'store'>,
): Promise<TreeNode[]> {
  const { directories, log } = services;
  const known = findFunction(arn, services);
  if (!known) {
    return [];
  }
  const note = { kind: 'note', id: `note:${entryId(arn, path)}` } as const;
  const listing = { arguments: [{ arn, path }] };
  const again = { command: 'efsMountInspector.reloadDirectory', title: t('List again'), ...listing };
  const failed = (detail: string): NoteNode => ({
    ...note,
    tone: 'error',
    text: t('This directory could not be read. Select to try again.'),
    detail,
    command: again,
  });

  let directory: ListedDirectory;
  try {
    // Closing a directory must not end the reading: the report may wait for the same one. And a directory that is open
    // is asked for with each drawing, which is no gesture.
    const asking = { signal: new AbortController().signal, unasked: true };
    // What fails after the first rows leaves them, with a way to load more; the log has the reason.
    const onLateError = (error: unknown) => void explainError(error, log);
    directory = await directories.firstRows(known, path, asking, onLateError);
  } catch (error) {
    return [failed(explainError(error, log))];
  }
  const { entries } = directory;
  const nodes: TreeNode[] = firstEntries(entries, mostShown).map(index => {
    const entry = entries.row(index);
    const child = path.endsWith('/') ? path + entry.name : `${path}/${entry.name}`;
    return { kind: 'entry', id: entryId(arn, child), arn, path: child, entry };
  });
  if (nodes.length < entries.length) {
    nodes.push({
      ...note,
      id: `${note.id}:hidden`,
      tone: 'more',
      text: t('Show more'),
      detail: t(
        '{0} of {1} entries are shown',
        formatInteger(nodes.length, locale),
        formatInteger(entries.length, locale),
      ),
      command: { command: 'efsMountInspector.showMoreEntries', title: t('Show more'), ...listing },
    });
  }
  if (directory.error) {
    const text = describeNotRead({ what: path, error: directory.error }, t);
    nodes.push(isNotRecorded(directory.error) ? { ...note, tone: 'info', text } : failed(text));
  } else if (directory.cursor !== undefined) {
    nodes.push(
      directories.isReading(arn, path)
        ? { ...note, tone: 'loading', text: t('Reading more entries…') }
        : {
            ...note,
            tone: 'more',
            text: t('Load more'),
            detail: t('{0} entries so far', formatInteger(entries.length, locale)),
            command: { command: 'efsMountInspector.loadMore', title: t('Load more'), ...listing },
          },
    );
  } else if (nodes.length === 0) {
    nodes.push({ ...note, tone: 'info', text: t('This directory is empty.') });
  }
  return nodes;
}
