import type { ProbeWay } from '../../core/capture/capture';
import { describeWay } from '../../core/words/originWords';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { iamPolicy } from '../../inspect/iamPolicies';
import { t } from '../localize';
import { pickOne } from '../window';
import { copyText } from '../copyText';

const ways: readonly ProbeWay[] = ['installed-probe', 'shell-handler', 'temporary-probe'];

/** Puts the least privileges for inspecting a function in a way that is picked on the clipboard. */
export async function copyIamPolicy({ target }: KnownFunction): Promise<void> {
  const items = ways.map(way => ({ label: describeWay(way, t), way }));
  const picked = await pickOne(items, {
    title: t('Copy IAM Policy'),
    placeHolder: t('How {0} is inspected', target.name),
  });
  if (picked) {
    await copyText(
      JSON.stringify(iamPolicy(picked.way, target), undefined, 2),
      t('The IAM policy is on the clipboard. Attach it to the user or role that you inspect with.'),
    );
  }
}
