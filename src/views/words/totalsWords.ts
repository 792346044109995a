import { formatBytes, formatInteger } from '../../core/text/display';
import type { Totals } from '../../inspect/totalsCounter';
import { locale, t } from '../localize';

/** What was counted, in one line. */
export function summariseTotals(totals: Totals): string {
  const { files, directories, bytes, allocated, operations, status, unreadableCount } = totals;
  return [
    status === 'cancelled' ? t('Stopped early.') : undefined,
    t(
      '{0} files and {1} directories, {2}, {3} allocated.',
      formatInteger(files, locale),
      formatInteger(directories, locale),
      formatBytes(bytes, locale),
      formatBytes(allocated, locale),
    ),
    unreadableCount > 0 ? t('{0} could not be read.', formatInteger(unreadableCount, locale)) : undefined,
    operations === undefined
      ? undefined
      : t('It took {0} NFS operations.', formatInteger(operations, locale)),
  ]
    .filter(part => part !== undefined)
    .join(' ');
}
