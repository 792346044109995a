import type { RunContext } from '../command';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type SignalName = keyof typeof signals;

/** Turns the first signal that ends programs into an abort, so that what was created is deleted before the end. */
export class Interruption {
  readonly #abort = new AbortController();
  readonly #surroundings: RunContext;
  readonly #listeners: readonly (readonly [SignalName, () => void])[];
  #first: SignalName | undefined;

  constructor(surroundings: RunContext) {
    this.#surroundings = surroundings;
    this.#listeners = (Object.keys(signals) as SignalName[]).map(name => [name, () => this.#interrupt(name)]);
    for (const [name, listener] of this.#listeners) {
      process.on(name, listener);
    }
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** As shells have it; undefined where there was none. */
  get exitCode(): number | undefined {
    return this.#first && signals[this.#first];
  }

  #interrupt(name: SignalName): void {
    const { errors, t } = this.#surroundings;
    errors.line(
      this.#first === undefined
        ? t('Interrupted. What was created is being deleted…')
        : t('Still deleting what was created. If this is killed, the next run deletes it.'),
    );
    this.#first ??= name;
    this.#abort.abort();
  }

  dispose(): void {
    for (const [name, listener] of this.#listeners) {
      process.off(name, listener);
    }
  }
}
