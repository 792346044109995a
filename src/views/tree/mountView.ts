import * as vscode from 'vscode';
import type { Translate } from '../../core/localize';
import type { FunctionCatalog } from '../../inspect/catalog';
import type { Discovery } from '../discovery';
import type { FunctionFilter } from './filter';
import type { MountTree } from './mountTree';

export interface MountViewServices {
  readonly catalog: FunctionCatalog;
  readonly discovery: Discovery;
  readonly filter: FunctionFilter;
  readonly tree: MountTree;
  readonly t: Translate;
}

/** The sidebar's view: lists functions once it is first seen, and says what is going on. */
export function showMountView({ catalog, discovery, filter, tree, t }: MountViewServices): vscode.Disposable {
  const view = vscode.window.createTreeView('efsMountInspector.mounts', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  let ended: (() => void) | undefined;
  const update = () => {
    view.description = filter.active ? t('filter: {0}', filter.text) : undefined;
    const loading = catalog.states.some(({ status }) => status === 'loading');
    if (loading && !ended) {
      const end = new Promise<void>(resolve => (ended = resolve));
      void vscode.window.withProgress({ location: { viewId: 'efsMountInspector.mounts' } }, () => end);
    } else if (!loading) {
      ended?.();
      ended = undefined;
    }
  };
  const seen = () => {
    if (view.visible) {
      void discovery.ensure();
    }
  };
  update();
  seen();
  return vscode.Disposable.from(
    view,
    view.onDidChangeVisibility(seen),
    catalog.onDidChange(update),
    filter.onDidChange(update),
    { dispose: () => ended?.() },
  );
}
