import type { LocalLambda } from '../../local/index';

/** The local Lambda endpoint with the demo's functions, started on first use and stopped with the extension. */
export class Demo {
  readonly #distFolder: string;
  #running: Promise<LocalLambda> | undefined;

  /** @param distFolder where the built probe and runtime loop lie */
  constructor(distFolder: string) {
    this.#distFolder = distFolder;
  }

  /** The endpoint's URL. */
  async start(): Promise<string> {
    this.#running ??= import('../../local/index').then(({ startLocalLambda }) =>
      startLocalLambda({ distDir: this.#distFolder, demo: true }),
    );
    try {
      return (await this.#running).url;
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await (await running)?.close();
  }

  dispose(): void {
    void this.stop();
  }
}
