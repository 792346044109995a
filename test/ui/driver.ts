import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type * as vscode from 'vscode';
import { launchBrowser } from '../harness/browser';
import { installEvaluator } from '../harness/evaluatorExtension';
import { HostClient } from '../harness/hostClient';
import { evaluatorSocketVariable } from '../harness/evaluation';
import { projectRoot, sampleWorkspace } from '../harness/projectRoot';
import { withoutAws } from '../harness/testEnvironment';
import type { Workbench } from '../harness/vscodeServer';
import { installVsix, VscodeServer } from '../harness/vscodeServer';
import { WorkbenchPage } from './workbenchPage';

const themes = {
  light: { id: 'Light 2026', cssClass: 'vs' },
  dark: { id: 'Dark 2026', cssClass: 'vs-dark' },
  highContrast: { id: 'Default High Contrast', cssClass: 'hc-black' },
  highContrastLight: { id: 'Default High Contrast Light', cssClass: 'hc-light' },
};

export type Theme = keyof typeof themes;

export interface LaunchOptions {
  /** Absolute path of the folder to open. The sample workspace when absent. */
  workspace?: string;
  theme?: Theme;
  /** User settings. */
  settings?: Record<string, unknown>;
  /** Size of the window in CSS pixels. */
  width?: number;
  height?: number;
  /** Language of the extension's own texts. The workbench's own stay English: it has no language packs. */
  locale?: 'en' | 'ja';
  /** Whether workspaces count as trusted. */
  trust?: boolean;
  /** Added to the environment of the extension host. */
  env?: NodeJS.ProcessEnv;
  /** Puts further extensions among those that are installed, before VS Code first looks at them. */
  install?: (extensionsFolder: string) => Promise<void>;
  /** A package to install and use, in place of running the extension from its folder. */
  vsix?: string;
}

/** Starts a VS Code of the test's own, with the extension, and opens it in headless Chromium. Close it after use. */
export async function launchWorkbench(options: LaunchOptions = {}): Promise<WorkbenchDriver> {
  const theme = options.theme ?? 'dark';
  const server = await VscodeServer.start({
    settings: { 'workbench.colorTheme': themes[theme].id, ...options.settings },
    trust: options.trust,
    prepare: async folders => {
      await installEvaluator(folders.extensions);
      await options.install?.(folders.extensions);
      if (options.vsix) {
        await installVsix(options.vsix, folders);
      }
    },
    env: dataFolder => ({
      ...withoutAws(dataFolder),
      [evaluatorSocketVariable]: evaluatorSocket(dataFolder),
      ...options.env,
    }),
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      locale: options.locale ?? 'en',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    if (options.locale) {
      // Stands in for the script that a language pack would bring.
      await context.addInitScript(language => {
        (window as { _VSCODE_NLS_LANGUAGE?: string })._VSCODE_NLS_LANGUAGE = language;
      }, options.locale);
    }
    const driver = new WorkbenchDriver(
      server,
      browser,
      await context.newPage(),
      new HostClient(evaluatorSocket(server.dataFolder)),
      {
        folder: options.workspace ?? sampleWorkspace,
        extensionDevelopmentPath: options.vsix ? undefined : projectRoot,
      },
    );
    await driver.open();
    return driver;
  } catch (error) {
    await browser?.close();
    await server.close();
    throw error;
  }
}

function evaluatorSocket(dataFolder: string): string {
  return path.join(dataFolder, 'evaluator.sock');
}

/** One VS Code window under test, with its extension host and its server. */
export class WorkbenchDriver extends WorkbenchPage {
  readonly server: VscodeServer;
  readonly #browser: Browser;
  readonly #host: HostClient;
  readonly #workbench: Workbench;
  readonly #pageErrors: Error[] = [];

  constructor(server: VscodeServer, browser: Browser, page: Page, host: HostClient, workbench: Workbench) {
    super(page);
    this.server = server;
    this.#browser = browser;
    this.#host = host;
    this.#workbench = workbench;
    page.on('pageerror', error => this.#pageErrors.push(error));
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** Uncaught errors of the page and of the webviews in it. */
  get pageErrors(): readonly Error[] {
    return this.#pageErrors;
  }

  async open(): Promise<void> {
    await this.page.goto(this.server.workbenchUrl(this.#workbench));
    await this.restored();
    await this.#host.pid();
  }

  /** Reloads the window, with a new extension host, as Developer: Reload Window does. */
  async reload(): Promise<void> {
    const pid = await this.#host.pid();
    await this.page.reload();
    await this.restored();
    await this.#host.waitForSuccessor(pid);
  }

  /** Runs a function in the extension host: see {@link HostClient.evaluate}. */
  evaluateInHost<A extends unknown[], R>(
    fn: (api: typeof vscode, ...args: A) => R | Thenable<R>,
    ...args: A
  ): Promise<R> {
    return this.#host.evaluate(fn, ...args);
  }

  /** Runs a command by its id, without the palette, and waits for it to end. */
  async executeCommand(id: string, ...args: unknown[]): Promise<void> {
    await this.evaluateInHost(
      async (api, command: string, commandArgs: unknown[]) => {
        await api.commands.executeCommand(command, ...commandArgs);
      },
      id,
      args,
    );
  }

  async setTheme(theme: Theme): Promise<void> {
    const { id, cssClass } = themes[theme];
    await this.evaluateInHost(async (api, name: string) => {
      const workbench = api.workspace.getConfiguration('workbench');
      // A window that started on a busy machine may show another theme than its settings name, until they change.
      await workbench.update('colorTheme', undefined, api.ConfigurationTarget.Global);
      await workbench.update('colorTheme', name, api.ConfigurationTarget.Global);
    }, id);
    await this.page.locator(`.monaco-workbench.${cssClass}`).waitFor();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
  }
}

/**
 * Saves what the window showed when a test of the enclosing `describe` failed, and closes the menu or box that the
 * first try left open before the second.
 */
export function screenshotFailures(driver: () => WorkbenchPage | undefined): void {
  beforeEach(async function () {
    const test = this.currentTest as (Mocha.Test & { currentRetry(): number }) | undefined;
    if (test && test.currentRetry() > 0) {
      await driver()?.page.keyboard.press('Escape');
      await driver()?.page.keyboard.press('Escape');
    }
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') {
      const name = test.fullTitle().replace(/[^a-zA-Z0-9]+/g, '-');
      const file = await driver()?.screenshot(`failed-${name}`);
      console.error(`    What the window showed: ${file}`);
    }
  });
}
