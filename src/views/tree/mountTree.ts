import * as vscode from 'vscode';
import type { ConnectionState } from '../../inspect/functionCatalog';
import { findFunction } from '../knownFunction';
import type { Services } from '../services';
import { treeRow } from '../window';
import { entryItem } from './entryItem';
import { entryNodes } from './entryNodes';
import type { FunctionFilter } from './filter';
import { functionItem, mountItem, regionItem } from './functionItems';
import { entryId, functionId, mountId, type TreeNode } from './treeNodes';
import { noteItem } from './noteItem';
import { connectionNote, regionNote } from './regionNote';
import { hasWelcome } from './viewState';

type TreeServices = Pick<
  Services,
  | 'catalog'
  | 'connections'
  | 'directories'
  | 'filter'
  | 'inspector'
  | 'log'
  | 'store'
  | 'temporaryProbes'
  | 'totals'
>;

/** Discovery may bring many pages a second; the tree is drawn at most this often. */
const redrawIntervalMs = 150;

/** Entries of a directory. */
const shownAtOnce = 1000;

/** Region → function → mount → files. Draws what the services know; only opening a directory loads anything. */
export class MountTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #services: TreeServices;
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscriptions: readonly { dispose(): void }[];
  /** What VS Code knows as elements: a change is told by the object that it was given. */
  readonly #shown = new Map<string, TreeNode>();
  /** The regions, or what is in their place. */
  #roots: readonly TreeNode[] = [];
  /** By id of a directory in which more than {@link shownAtOnce} entries are to be shown. */
  readonly #mostShown = new Map<string, number>();
  #redraw: NodeJS.Timeout | undefined;

  constructor(services: TreeServices) {
    this.#services = services;
    const { catalog, connections, directories, filter, store, temporaryProbes, totals } = services;
    this.#subscriptions = [
      catalog.onDidChange(() => this.#redrawSoon()),
      connections.onDidChange(() => this.#redrawSoon()),
      filter.onDidChange(() => this.#redrawSoon()),
      store.onDidChange(arn => this.#tell(functionId(arn))),
      temporaryProbes.onDidChange(arn => this.#tell(functionId(arn))),
      directories.onDidChange(({ arn, path }) => this.#tell(this.#idOf(arn, path))),
      totals.onDidChange(({ arn, path }) => {
        // Telling of a directory draws what is in it, too.
        if (totals.get(arn, path)?.status !== 'counting') {
          this.#tell(this.#idOf(arn, path));
        }
      }),
    ];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeRow(this.#item(node));
  }

  #item(node: TreeNode): vscode.TreeItem {
    const { inspector, store, temporaryProbes, totals } = this.#services;
    switch (node.kind) {
      case 'region':
        return regionItem(node, this.#state(node.connectionId));
      case 'function':
      case 'mount': {
        const known = findFunction(node.arn, this.#services);
        const inspection = store.recall(node.arn);
        const way = known && inspector.wayFor(known);
        const hasTemporaryProbe = temporaryProbes.exists(node.arn);
        const subject = { known, inspection, way, hasTemporaryProbe };
        return node.kind === 'function' ? functionItem(node, subject) : mountItem(node, subject);
      }
      case 'entry':
        return entryItem(node, totals.get(node.arn, node.path));
      case 'note':
        return noteItem(node);
    }
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const children = await this.#children(node);
    if (!node) {
      this.#roots = children;
    }
    for (const child of children) {
      this.#shown.set(child.id, child);
    }
    return children;
  }

  #children(node: TreeNode | undefined): TreeNode[] | Promise<TreeNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#regions();
      case 'region':
        return this.#functions(node.connectionId);
      case 'function': {
        const path = this.#mountPath(node.arn);
        return path === undefined ? [] : [{ kind: 'mount', id: mountId(node.arn), arn: node.arn, path }];
      }
      case 'mount':
      case 'entry':
        return entryNodes(node.arn, node.path, this.#mostShown.get(node.id) ?? shownAtOnce, this.#services);
      case 'note':
        return [];
    }
  }

  #regions(): TreeNode[] {
    const { catalog, connections } = this.#services;
    if (connections.problem && !hasWelcome(connections.problem)) {
      return [connectionNote(connections.problem)];
    }
    const { states } = catalog;
    const worthShowing = states.length > 1 || states.some(state => this.#isWorthShowing(state));
    return worthShowing
      ? states.map(({ connection: { id } }) => ({ kind: 'region', id: `region:${id}`, connectionId: id }))
      : [];
  }

  /** Where no region has anything to show, the view's welcome says what to do instead. */
  #isWorthShowing({ error, functions }: ConnectionState): boolean {
    return functions.some(this.#matches) || (error !== undefined && !hasWelcome(error));
  }

  #functions(connectionId: string): TreeNode[] {
    const state = this.#state(connectionId);
    if (!state) {
      return [];
    }
    const nodes = state.functions
      .filter(this.#matches)
      .map(({ arn }): TreeNode => ({ kind: 'function', id: functionId(arn), arn }));
    const note = regionNote(state, nodes.length, this.#services.filter.active);
    return note ? [...nodes, note] : nodes;
  }

  readonly #matches: FunctionFilter['matches'] = candidate => this.#services.filter.matches(candidate);

  #state(connectionId: string) {
    return this.#services.catalog.states.find(({ connection }) => connection.id === connectionId);
  }

  /** Shows further entries of a directory. */
  showMore(arn: string, path: string): void {
    const id = this.#idOf(arn, path);
    this.#mostShown.set(id, (this.#mostShown.get(id) ?? shownAtOnce) + shownAtOnce);
    this.#tell(id);
  }

  #idOf(arn: string, path: string): string {
    return path === this.#mountPath(arn) ? mountId(arn) : entryId(arn, path);
  }

  #mountPath(arn: string): string | undefined {
    return findFunction(arn, this.#services)?.target.fileSystem.localMountPath;
  }

  #tell(id: string): void {
    const node = this.#shown.get(id);
    if (node) {
      this.#changed.fire(node);
    }
  }

  #redrawSoon(): void {
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      this.#drawAnew();
    }, redrawIntervalMs);
  }

  /**
   * While functions are being found this happens again and again. VS Code forgets all rows when the whole view is drawn
   * anew: a button that is clicked meanwhile does not know its row. So only what is in the regions is, where it can be.
   */
  #drawAnew(): void {
    const regions = this.#regions();
    const sameRegions =
      regions.length > 0 &&
      regions.length === this.#roots.length &&
      regions.every(({ kind, id }, index) => kind === 'region' && id === this.#roots[index]?.id);
    this.#shown.clear();
    if (sameRegions) {
      this.#roots.forEach(root => this.#shown.set(root.id, root));
      this.#changed.fire([...this.#roots]);
    } else {
      this.#changed.fire(undefined);
    }
  }

  dispose(): void {
    clearTimeout(this.#redraw);
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    this.#changed.dispose();
  }
}
