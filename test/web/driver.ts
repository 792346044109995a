import type { Browser, Page } from 'playwright-core';
import type * as vscode from 'vscode';
import { launchBrowser } from '../harness/browser';
import { WebServer } from '../harness/webServer';
import { WorkbenchPage } from '../ui/workbenchPage';

/** Opens VS Code for the web, with the extension in its web worker and an empty folder in memory. Close it after use. */
export async function launchWeb(settings: Record<string, unknown> = {}): Promise<WebDriver> {
  const server = await WebServer.start({
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'files.autoSave': 'off',
    ...settings,
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const driver = new WebDriver(server, browser, await context.newPage());
    await driver.open();
    return driver;
  } catch (error) {
    await browser?.close();
    await server.close();
    throw error;
  }
}

/** One window of VS Code for the web. */
export class WebDriver extends WorkbenchPage {
  readonly #server: WebServer;
  readonly #browser: Browser;

  constructor(server: WebServer, browser: Browser, page: Page) {
    super(page);
    this.#server = server;
    this.#browser = browser;
  }

  async open(): Promise<void> {
    await this.page.goto(this.#server.url);
    await this.restored();
  }

  /**
   * Runs `fn` in the extension host. It is sent as text: it sees the API, its arguments and a worker's globals, and
   * nothing of where it is written. Arguments and result travel as JSON.
   */
  async evaluateInHost<A extends unknown[], R>(
    fn: (api: typeof vscode, ...args: A) => R | Thenable<R>,
    ...args: A
  ): Promise<R> {
    const answer = await this.#server.ask({ source: fn.toString(), args });
    if ('error' in answer) {
      throw new Error(`In the extension host: ${answer.error}`);
    }
    return answer.value as R;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}
