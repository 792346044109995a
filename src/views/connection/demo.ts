import type { AccessKey, LocalLambda } from '../../local/index';

/** The local Lambda endpoint with the demo's functions, started on first use and stopped with the extension. */
export class Demo {
  readonly #distFolder: string;
  #running: Promise<LocalLambda> | undefined;
  #accessKey: AccessKey | undefined;

  /** @param distFolder where the built probe and runtime loop lie */
  constructor(distFolder: string) {
    this.#distFolder = distFolder;
  }

  /** What the endpoint has to be asked with. Nobody is told but the extension's own clients. */
  get accessKey(): AccessKey | undefined {
    return this.#accessKey;
  }

  /** The endpoint's URL. */
  async start(): Promise<string> {
    const running = (this.#running ??= import('../../local/index').then(({ startLocalLambda }) =>
      startLocalLambda({ distDir: this.#distFolder, demo: true, offers: 'extension' }),
    ));
    try {
      const { url, accessKey } = await running;
      if (this.#running === running) {
        this.#accessKey = accessKey;
      }
      return url;
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#accessKey = undefined;
    await (await running)?.close();
  }

  dispose(): void {
    void this.stop();
  }
}
