import { formatInteger } from '../../core/text/display';
import { locale, t } from '../localize';
import type { Services } from '../services';
import { showInformation } from '../window';

/**
 * Removes what is kept of functions and file systems, over restarts and in this window, and says what it was. The
 * journal of temporary probes stays: without it they could not be deleted.
 */
export async function forgetEverythingKept({
  catalog,
  directories,
  marks,
  openedFiles,
  store,
  totals,
}: Pick<Services, 'catalog' | 'directories' | 'marks' | 'openedFiles' | 'store' | 'totals'>): Promise<void> {
  const inspections = await store.deleteAll();
  const functions = await catalog.forgetKept();
  const listed = directories.deleteAll();
  const counted = totals.deleteAll();
  const files = openedFiles.deleteAll();
  const confirmed = await marks.deleteAll();
  void showInformation(
    t(
      'Forgotten: {0} inspections, the last known list of {1} functions, {2} directory listings, {3} totals, the contents of {4} opened files, and {5} confirmed marks, which are asked for again. Temporary probes that may still exist are not forgotten.',
      ...[inspections, functions, listed, counted, files, confirmed].map(count =>
        formatInteger(count, locale),
      ),
    ),
  );
}
