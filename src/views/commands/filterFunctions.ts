import { t } from '../localize';
import type { FunctionFilter } from '../tree/filter';
import { askWhileTyping } from '../window';

/** Filters the tree while its words are typed. Escape brings back what there was. */
export async function filterFunctions(filter: FunctionFilter): Promise<void> {
  const before = filter.text;
  const kept = await askWhileTyping({
    title: t('Filter Functions'),
    prompt: t('Words that the name, the mount path, an id or the description of a function holds'),
    placeholder: t('For example: thumbnailer /mnt/efs'),
    value: before,
    onType: text => void filter.set(text),
  });
  if (!kept) {
    await filter.set(before);
  }
}
