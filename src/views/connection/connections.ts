import type * as vscode from 'vscode';
import { demoConnection, type Connection } from '../../aws/connection';
import { type ConnectionResolver } from '../../aws/credentials/connectionResolver';
import { isHumanError, type HumanError } from '../../core/humanError';
import { Emitter } from '../../inspect/emitter';
import type { Settings } from '../settings';
import type { Demo } from './demo';

const demoStateKey = 'demo';

/**
 * Where we look for functions now: the regions that settings and `~/.aws` name, or the demo alone while it is on.
 * Whether the demo is on survives a window reload, so that its reports go on working.
 */
export class Connections implements vscode.Disposable {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #resolver: ConnectionResolver;
  readonly #settings: Settings;
  readonly #demo: Demo;
  readonly #state: vscode.Memento;
  #current: readonly Connection[] = [];
  #problem: HumanError | undefined;
  #latest = 0;

  constructor(resolver: ConnectionResolver, settings: Settings, demo: Demo, state: vscode.Memento) {
    this.#resolver = resolver;
    this.#settings = settings;
    this.#demo = demo;
    this.#state = state;
  }

  get current(): readonly Connection[] {
    return this.#current;
  }

  /** Why there is no connection, where there is none. */
  get problem(): HumanError | undefined {
    return this.#problem;
  }

  get demo(): boolean {
    return this.#state.get<unknown>(demoStateKey) === true;
  }

  async setDemo(on: boolean): Promise<void> {
    await this.#state.update(demoStateKey, on);
    if (!on) {
      await this.#demo.stop();
    }
    await this.resolve();
  }

  /** Reads settings and files again. Leaves `current` empty and `problem` set where they name no connection. */
  async resolve(): Promise<void> {
    const attempt = ++this.#latest;
    let current: readonly Connection[] = [];
    let problem: HumanError | undefined;
    try {
      current = this.demo
        ? [demoConnection(await this.#demo.start())]
        : await this.#resolver.resolve({
            profile: this.#settings.profile.value,
            regions: this.#settings.regions.value,
            endpoint: this.#settings.endpoint.value,
          });
    } catch (error) {
      if (!isHumanError(error)) {
        throw error;
      }
      problem = error;
    }
    // A later call has read newer settings: its result counts.
    if (attempt === this.#latest) {
      this.#current = current;
      this.#problem = problem;
      this.#changed.fire();
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
