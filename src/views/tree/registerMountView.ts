import * as vscode from 'vscode';
import { breakable, plain, plainLines } from '../../core/text/visibleText';
import { listingErrors } from './listingErrors';
import type { Surfaces } from '../surfaces';
import { t } from '../localize';
import { withProgress } from '../window';
import type { TreeNode } from './treeNodes';

/** The sidebar's view: lists functions once it is first seen, and says what is going on. */
export function registerMountView(
  view: vscode.TreeView<TreeNode>,
  {
    catalog,
    connections,
    discovery,
    filter,
    walkthrough,
  }: Pick<Surfaces, 'catalog' | 'connections' | 'discovery' | 'filter' | 'walkthrough'>,
): vscode.Disposable {
  let ended: (() => void) | undefined;
  const update = () => {
    view.description = filter.active ? plain(t('filter: {0}', filter.text)) : undefined;
    const errors = listingErrors(catalog.states, connections.problem).join('\n');
    view.message = breakable(plainLines(errors)) || undefined;
    if (catalog.isLoading && !ended) {
      const end = new Promise<void>(resolve => (ended = resolve));
      void withProgress({ location: { viewId: 'efsMountInspector.mounts' } }, () => end);
    } else if (!catalog.isLoading) {
      ended?.();
      ended = undefined;
    }
  };
  const seen = () => {
    if (view.visible) {
      void discovery.ensure();
      void walkthrough.offerOnce();
    }
  };
  update();
  seen();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(seen),
    catalog.onDidChange(update),
    connections.onDidChange(update),
    filter.onDidChange(update),
    { dispose: () => ended?.() },
  );
}
