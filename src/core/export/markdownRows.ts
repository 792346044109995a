import { counted, formatInteger } from '../text/display';
import { prose } from '../text/markdownText';
import type { Translate } from '../translate';

/** In what language a document is. */
export interface DocumentLanguage {
  readonly t: Translate;
  readonly locale: string;
}

/** Rows of one table that a document for people can bear; the JSON export has all. */
export const mostEntries = 1000;

/** What a table leaves out, in a sentence. */
export function moreThan(shown: number, all: number, { t, locale }: DocumentLanguage): readonly string[] {
  const left = all - shown;
  const one = t('One more entry is not shown here.');
  const other = t('{0} more entries are not shown here.', formatInteger(left, locale));
  return left > 0 ? [prose(counted(left, locale, { one, other }))] : [];
}
