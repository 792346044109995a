import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser';
import { keepOrClose, takeKept } from '../harness/keptWindow';
import { until } from '../harness/until';
import type { VscodeServerOptions } from '../harness/vscodeServer';
import { VscodeServer } from '../harness/vscodeServer';

/** Of the settings, what a server takes up anew for each window; the rest it has from its start. */
export interface WindowOptions extends VscodeServerOptions {
  /** Language of the extension's own texts. */
  readonly locale?: string | undefined;
}

/**
 * A VS Code server and a page of a headless browser, where one workbench after another can be loaded. The first takes ten seconds
 * of a processor, each further one four: the browser has compiled the workbench by then. None sees what another has left: each
 * has an extension host of its own, and what they store on either side is removed.
 */
export class VscodeWindow {
  readonly server: VscodeServer;
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(server: VscodeServer, browser: Browser, page: Page) {
    this.server = server;
    this.#browser = browser;
    this.page = page;
  }

  static async start(options: WindowOptions): Promise<VscodeWindow> {
    const server = await VscodeServer.start(options);
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser();
      const context = await browser.newContext({
        locale: options.locale ?? 'en',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      if (options.locale) {
        // Stands in for the script that a language pack would bring.
        await context.addInitScript(language => {
          (window as { _VSCODE_NLS_LANGUAGE?: string })._VSCODE_NLS_LANGUAGE = language;
        }, options.locale);
      }
      return new VscodeWindow(server, browser, await context.newPage());
    } catch (error) {
      await browser?.close();
      await server.close();
      throw error;
    }
  }

  /** The one that another test has given back, as if it had just started; or else one that has just started. */
  static async startOrTake(options: WindowOptions): Promise<VscodeWindow> {
    const kept = takeKept<VscodeWindow>();
    if (!kept) {
      return VscodeWindow.start(options);
    }
    try {
      await kept.server.startOver(options.settings);
      return kept;
    } catch (error) {
      await kept.close();
      throw error;
    }
  }

  /**
   * Ends the workbench in it, and leaves the window to whoever comes next.
   *
   * @param hostPid of the extension host of that workbench
   */
  async giveBack(hostPid: number): Promise<void> {
    const { origin } = new URL(this.page.url());
    // Of the same origin: the page keeps its process, and what that has compiled.
    await this.page.goto(`${origin}/version`);
    // One that lost its window while it started waits for it to come back.
    end(hostPid);
    await until(() => !isRunning(hostPid));
    this.page.removeAllListeners();
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: 'cookies,indexeddb,local_storage',
    });
    await session.detach();
    await keepOrClose(this);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
  }
}

function end(pid: number): void {
  if (isRunning(pid)) {
    process.kill(pid, 'SIGKILL');
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
