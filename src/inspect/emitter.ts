export interface Disposable {
  dispose(): void;
}

/** Calls `listener` on each occurrence until disposed. `vscode.Event` fits it. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A typed event without vscode. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly call: (value: T) => void }>();

  readonly event: Event<T> = listener => {
    // An object of its own for each subscription: the same function may listen twice.
    const entry = { call: listener };
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  };

  /** A listener that throws keeps nobody else from hearing: its error surfaces as an uncaught one. */
  fire(value: T): void {
    for (const { call } of [...this.#listeners]) {
      try {
        call(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
