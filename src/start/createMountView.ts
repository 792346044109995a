import * as vscode from 'vscode';
import type { Surfaces } from '../views/surfaces';
import type { TreeNode } from '../views/tree/treeNodes';
import type { OnDemand } from './onDemand';

/** The sidebar's view; what is in it is loaded when it is first seen. */
export function createMountView(surfaces: OnDemand<Surfaces>): vscode.TreeView<TreeNode> {
  return vscode.window.createTreeView('efsMountInspector.mounts', {
    treeDataProvider: new TreeOnDemand(surfaces),
    showCollapseAll: true,
  });
}

class TreeOnDemand implements vscode.TreeDataProvider<TreeNode> {
  readonly #surfaces: OnDemand<Surfaces>;
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #relay: vscode.Disposable | undefined;

  constructor(surfaces: OnDemand<Surfaces>) {
    this.#surfaces = surfaces;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return (await this.#tree())?.getChildren(node) ?? [];
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    return (await this.#tree())?.getTreeItem(node) ?? {};
  }

  async #tree(): Promise<Surfaces['tree'] | undefined> {
    const tree = (await this.#surfaces.use())?.tree;
    this.#relay ??= tree?.onDidChangeTreeData(nodes => this.#changed.fire(nodes));
    return tree;
  }
}
