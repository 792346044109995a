// What the window around provides.

/** Keeps small values over restarts. `vscode.Memento` fits it. */
export interface Memento {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
  keys?(): readonly string[];
}
