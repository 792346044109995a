import type { KnownFunction } from '../../inspect/functionCatalog';
import { describeCreation } from '../../inspect/temporary/creationWords';
import { KEEP_MS } from '../../inspect/temporary/temporaryProbes';
import { t } from '../localize';
import { showWarning } from '../window';

/** Names everything that creating a temporary probe touches, and asks. Nothing is created without this. */
export async function confirmTemporaryProbe(known: KnownFunction): Promise<boolean> {
  const create = t('Create Temporary Probe');
  const lifetime = t(
    'It is kept while its report is open, and deleted {0} minutes after that, or when the window is closed. “Delete Now” in the report deletes it at once.',
    KEEP_MS / 60_000,
  );
  const choice = await showWarning(
    t('Create a temporary probe for {0}?', known.target.name),
    { modal: true, detail: describeCreation(known, lifetime, t).join('\n') },
    create,
  );
  return choice === create;
}
