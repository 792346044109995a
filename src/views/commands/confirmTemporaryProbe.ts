import { once } from 'node:events';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { InspectionStore } from '../../inspect/inspectionStore';
import { describeCreation } from '../../inspect/temporary/creationWords';
import { KEEP_MS } from '../../inspect/temporary/temporaryProbes';
import { t } from '../localize';
import { showWarning } from '../window';

const LONGEST_READ_MS = 4000;

/** Names everything that creating a temporary probe touches, and asks. Nothing is created without this. */
export async function confirmTemporaryProbe(
  known: KnownFunction,
  store: Pick<InspectionStore, 'readNetwork'>,
): Promise<boolean> {
  // What is closed is said before anything is created, and nobody waits long for it.
  const signal = AbortSignal.timeout(LONGEST_READ_MS);
  const setup = await Promise.race([
    store.readNetwork(known, signal).catch(() => undefined),
    // Not all that a request waits for heeds the signal: credentials, for one.
    once(signal, 'abort').then(() => undefined),
  ]);
  const create = t('Create Temporary Probe');
  const lifetime = t(
    'It is kept while its report is open, and deleted {0} minutes after that, or when the window is closed. “Delete Now” in the report deletes it at once.',
    KEEP_MS / 60_000,
  );
  const choice = await showWarning(
    t('Create a temporary probe for {0}?', known.target.name),
    { modal: true, detail: describeCreation(known, lifetime, t, setup).join('\n') },
    create,
  );
  return choice === create;
}
