import * as vscode from 'vscode';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { ConnectionState } from '../../inspect/functionCatalog';
import { findFunction } from '../knownFunction';
import type { Services } from '../services';
import { treeRow } from '../window';
import { entryItem } from './entryItem';
import { entryNodes } from './entryNodes';
import type { FunctionFilter } from './filter';
import { functionItem, groupItem, mountItem, regionItem } from './functionItems';
import { groupByOrigin, groupFunctions } from './grouping';
import { entryId, functionId, mountId, type GroupNode, type TreeNode } from './treeNodes';
import { noteItem } from './noteItem';
import { connectionNote, emptyRegionsNote, regionNote } from './regionNote';
import { sharedPrefixes } from './shortNames';
import { hasWelcome, shownStates } from './viewState';

type TreeServices = Pick<
  Services,
  | 'catalog'
  | 'connections'
  | 'directories'
  | 'filter'
  | 'grouping'
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

/** Region or other group → function → mount → files. Draws what the services know; only opening a directory loads anything. */
export class MountTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #services: TreeServices;
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscriptions: readonly { dispose(): void }[];
  /** What VS Code knows as elements: a change is told by the object that it was given. */
  readonly #shown = new Map<string, TreeNode>();
  /** The regions or other groups, or what is in their place. */
  #roots: readonly TreeNode[] = [];
  /** By id of a directory in which more than {@link shownAtOnce} entries are to be shown. */
  readonly #mostShown = new Map<string, number>();
  /** What {@link #groups} found, until something has changed. */
  readonly #grouped = new Map<GroupNode['by'], ReadonlyMap<string, readonly LambdaFunction[]>>();
  #redraw: NodeJS.Timeout | undefined;

  constructor(services: TreeServices) {
    this.#services = services;
    const { catalog, connections, directories, filter, grouping, store, temporaryProbes, totals } = services;
    this.#subscriptions = [
      catalog.onDidChange(() => this.#redrawSoon()),
      connections.onDidChange(() => this.#redrawSoon()),
      filter.onDidChange(() => this.#redrawSoon()),
      grouping.onDidChange(() => this.#redrawSoon()),
      store.onDidChange(arn => {
        this.#tell(functionId(arn));
        // An inspection tells which file system is behind an access point.
        if (grouping.by === 'fileSystem') {
          this.#redrawSoon();
        }
      }),
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
      case 'group':
        return groupItem(node, this.#inGroup(node));
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
        return this.#top();
      case 'region':
        return this.#inRegion(node.connectionId);
      case 'group':
        return functionNodes(this.#inGroup(node));
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

  /** Regions, or other groups, or what is to be said in place of them. */
  #top(): TreeNode[] {
    const { catalog, connections, filter, grouping } = this.#services;
    if (connections.problem && !hasWelcome(connections.problem)) {
      return [connectionNote(connections.problem)];
    }
    const shown = shownStates(catalog.states, this.#matches);
    if (shown.length === 0) {
      return [];
    }
    const empty = filter.active ? undefined : emptyRegionsNote(catalog.states);
    const rest = empty ? [empty] : [];
    if (grouping.by === 'region') {
      return [...shown.map(regionNode), ...rest];
    }
    const groups = [...this.#groups(grouping.by).keys()].map(groupNode(grouping.by));
    const notes = shown.flatMap(state => {
      const note = regionNote(state, state.functions.length);
      return note ? [{ ...note, text: `${state.connection.region}: ${note.text}` }] : [];
    });
    return [...groups, ...notes, ...rest];
  }

  /** The functions that are shown, as they belong together. Each group and row asks. */
  #groups(by: GroupNode['by']): ReadonlyMap<string, readonly LambdaFunction[]> {
    const grouped = this.#grouped.get(by) ?? this.#groupNow(by);
    this.#grouped.set(by, grouped);
    return grouped;
  }

  #groupNow(by: GroupNode['by']): ReadonlyMap<string, readonly LambdaFunction[]> {
    const { catalog, store } = this.#services;
    const functions = catalog.states.flatMap(state => state.functions.filter(this.#matches));
    return by === 'origin'
      ? groupByOrigin(functions)
      : groupFunctions(functions, by, arn => store.recall(arn));
  }

  #inGroup({ by, key }: GroupNode): readonly LambdaFunction[] {
    return this.#groups(by).get(key) ?? [];
  }

  #inRegion(connectionId: string): TreeNode[] {
    const state = this.#state(connectionId);
    if (!state) {
      return [];
    }
    const functions = state.functions.filter(this.#matches);
    const nodes =
      state.connection.kind === 'demo'
        ? [...groupByOrigin(functions).keys()].map(groupNode('origin'))
        : functionNodes(functions);
    const note = regionNote(state, functions.length);
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
    this.#grouped.clear();
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
    const top = this.#top();
    const same = top.length > 0 && JSON.stringify(top) === JSON.stringify(this.#roots);
    this.#shown.clear();
    if (same) {
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

function regionNode({ connection: { id } }: ConnectionState): TreeNode {
  return { kind: 'region', id: `region:${id}`, connectionId: id };
}

const groupNode =
  (by: GroupNode['by']) =>
  (key: string): TreeNode => ({ kind: 'group', id: `group:${by}:${key}`, by, key });

function functionNodes(functions: readonly LambdaFunction[]): TreeNode[] {
  const prefixes = sharedPrefixes(functions.map(({ name }) => name));
  return functions.map(({ arn }, index) => ({
    kind: 'function',
    id: functionId(arn),
    arn,
    prefix: prefixes[index] ?? '',
  }));
}
