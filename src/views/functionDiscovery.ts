import type * as vscode from 'vscode';
import type { FunctionCatalog } from '../inspect/functionCatalog';
import type { Settings } from './settings';
import type { Connections } from './connection/connections';
import { ContextKey } from './contextKeys';
import type { FunctionFilter } from './tree/filter';
import { viewState } from './tree/viewState';

/** Keeps the catalog on the connections that are wanted now, and tells the view's `when` clauses how that stands. */
export class Discovery implements vscode.Disposable {
  readonly #catalog: FunctionCatalog;
  readonly #connections: Connections;
  readonly #filter: FunctionFilter;
  readonly #viewState = new ContextKey('state');
  readonly #discovering = new ContextKey('discovering');
  readonly #demo = new ContextKey('demo');
  readonly #filtered = new ContextKey('filtered');
  readonly #subscriptions: readonly { dispose(): void }[];
  #started: Promise<void> | undefined;

  constructor(
    catalog: FunctionCatalog,
    connections: Connections,
    settings: Settings,
    filter: FunctionFilter,
  ) {
    this.#catalog = catalog;
    this.#connections = connections;
    this.#filter = filter;
    const again = () => void (this.#started && connections.resolve());
    this.#subscriptions = [
      settings.profile.onDidChange(again),
      settings.regions.onDidChange(again),
      settings.endpoint.onDidChange(again),
      connections.onDidChange(() => void this.#list()),
      catalog.onDidChange(() => this.#tell()),
      filter.onDidChange(() => this.#tell()),
    ];
    this.#tell();
  }

  /** Begins to list the functions, unless that was done already. Resolves when it is known which connections there are. */
  async ensure(): Promise<void> {
    if (!this.#started) {
      await this.refresh();
    }
    await this.#started;
  }

  /** Reads settings and `~/.aws` again and lists the functions anew. */
  async refresh(): Promise<void> {
    this.#started = this.#connections.resolve();
    await this.#started;
  }

  async #list(): Promise<void> {
    this.#started ??= Promise.resolve();
    this.#tell();
    await this.#catalog.refresh(this.#connections.current);
  }

  #tell(): void {
    const { states } = this.#catalog;
    const state = viewState(states, this.#connections.problem, candidate => this.#filter.matches(candidate));
    this.#viewState.set(this.#started ? state : undefined);
    this.#discovering.set(this.#catalog.isLoading);
    this.#demo.set(this.#connections.demo);
    this.#filtered.set(this.#filter.active);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }
}
