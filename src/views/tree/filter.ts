import type * as vscode from 'vscode';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { Emitter } from '../../inspect/emitter';

const stateKey = 'filter';
/** Longer than anybody types, and still quick to look for. */
const MOST_LENGTH = 500;

/** Which functions the tree shows. Kept for the workspace. */
export class FunctionFilter {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get text(): string {
    const text = this.#state.get<unknown>(stateKey);
    return typeof text === 'string' ? text.slice(0, MOST_LENGTH) : '';
  }

  get active(): boolean {
    return this.text !== '';
  }

  async set(text: string): Promise<void> {
    await this.#state.update(stateKey, text.trim());
    this.#changed.fire();
  }

  /** Every word must occur in the name, the mount path, the file system's ids or the description. */
  matches({ name, description, fileSystem }: LambdaFunction): boolean {
    const { accessPointId, fileSystemId, localMountPath } = fileSystem;
    const text = [name, description, localMountPath, accessPointId, fileSystemId].join(' ').toLowerCase();
    return this.text
      .toLowerCase()
      .split(/\s+/)
      .every(word => text.includes(word));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
