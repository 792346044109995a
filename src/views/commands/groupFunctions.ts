import type { Services } from '../services';
import { t } from '../localize';
import type { Grouping } from '../tree/grouping';
import { pickOne } from '../window';

/** Asks what the tree's functions are to be grouped by. */
export async function pickGrouping({ grouping }: Pick<Services, 'grouping'>): Promise<void> {
  const labels: Readonly<Record<Grouping, string>> = {
    region: t('Region'),
    fileSystem: t('File System'),
    account: t('Account'),
  };
  const items = (Object.keys(labels) as Grouping[]).map(by => ({
    by,
    label: labels[by],
    description: by === grouping.by ? t('selected') : undefined,
  }));
  const picked = await pickOne(items, { title: t('Group Functions By') });
  if (picked) {
    await grouping.set(picked.by);
  }
}
