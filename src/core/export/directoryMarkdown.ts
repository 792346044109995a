import type { ListedDirectory } from '../listing/listing';
import { counted, formatBytes, formatInteger, formatUtc } from '../text/display';
import { code, folded, prose, table } from '../text/markdownText';
import { describeNotRead } from '../words/sectionWords';
import { moreThan, mostEntries, type DocumentLanguage } from './markdownRows';

/** What is in a directory, as a section of a Markdown document. */
export function directoryMarkdown(
  { path, entries, cursor, error }: ListedDirectory,
  { t, locale }: DocumentLanguage,
): string {
  const shown = entries.slice(0, mostEntries);
  const parts = [`## ${prose(t('Files in'))} ${code(path)}`];
  if (error !== undefined) {
    parts.push(prose(describeNotRead({ what: path, error }, t)));
  }
  if (shown.length > 0) {
    const count = t('{0} entries', formatInteger(shown.length, locale));
    const one = t('1 entry');
    const list = table(
      [
        [t('Name'), 'left'],
        [t('Mode'), 'left'],
        [t('Owner'), 'left'],
        [t('Group'), 'left'],
        [t('Size'), 'right'],
        [t('Modified'), 'left'],
      ],
      shown.map(entry => [
        code(entry.name) + (entry.target === undefined ? '' : ` → ${code(entry.target)}`),
        code(entry.type + (entry.modeText ?? '')),
        code(entry.owner ?? ''),
        code(entry.group ?? ''),
        entry.size === undefined ? '' : prose(formatBytes(entry.size, locale)),
        prose(entry.modifiedMs === undefined ? (entry.modifiedText ?? '') : formatUtc(entry.modifiedMs)),
      ]),
    );
    parts.push(folded(prose(counted(shown.length, locale, { one, other: count })), list));
  } else if (error === undefined) {
    parts.push(prose(t('The directory is empty.')));
  }
  parts.push(...moreThan(shown.length, entries.length, { t, locale }));
  if (cursor !== undefined) {
    parts.push(prose(t('The directory has more entries than were read.')));
  }
  return parts.join('\n\n');
}
