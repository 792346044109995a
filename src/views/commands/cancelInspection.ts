import type { Services } from '../services';
import { t } from '../localize';
import { pickOne } from '../window';

/** Ends the inspection of this function, or else the one that runs; asks where several do. */
export async function cancelInspection(
  arn: string | undefined,
  { store }: Pick<Services, 'store'>,
): Promise<void> {
  const { running } = store;
  if (arn !== undefined && running.includes(arn)) {
    store.cancel(arn);
    return;
  }
  const items = running.map(each => ({ label: store.get(each)?.target.name ?? each, arn: each }));
  const picked = items.length > 1 ? await pickOne(items, { title: t('Cancel Inspection') }) : items[0];
  if (picked) {
    store.cancel(picked.arn);
  }
}
