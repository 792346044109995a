import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import type * as vscode from 'vscode';
import { installEvaluator } from '../harness/evaluatorExtension';
import { HostClient } from '../harness/hostClient';
import { evaluatorSocketVariable } from '../harness/evaluation';
import { projectRoot, sampleWorkspace } from '../harness/projectRoot';
import { withoutAws } from '../harness/testEnvironment';
import type { VscodeServer, Workbench } from '../harness/vscodeServer';
import { installVsix } from '../harness/vscodeServer';
import { VscodeWindow, type WindowOptions } from './vscodeWindow';
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

/** Opens VS Code with the extension in headless Chromium, as if it had just been installed. Close it after use. */
export async function launchWorkbench(options: LaunchOptions = {}): Promise<WorkbenchDriver> {
  const { env, height = 800, install, locale, settings, theme = 'dark', trust, vsix, width = 1280 } = options;
  const isShared = !install && !vsix && locale === undefined && trust !== false;
  const windowOptions: WindowOptions = {
    locale,
    settings: { 'workbench.colorTheme': themes[theme].id, ...settings },
    trust,
    prepare: async folders => {
      await installEvaluator(folders.extensions);
      await install?.(folders.extensions);
      if (vsix) {
        await installVsix(vsix, folders);
      }
    },
    env: withoutAws,
  };
  const window = await (isShared
    ? VscodeWindow.startOrTake(windowOptions)
    : VscodeWindow.start(windowOptions));
  try {
    await window.page.setViewportSize({ width, height });
    const evaluatorSocket = path.join(window.server.dataFolder, `evaluator-${Date.now()}.sock`);
    const driver = new WorkbenchDriver(window, new HostClient(evaluatorSocket), isShared, {
      folder: options.workspace ?? sampleWorkspace,
      extensionDevelopmentPath: vsix ? undefined : projectRoot,
      env: { [evaluatorSocketVariable]: evaluatorSocket, ...env },
    });
    await driver.open();
    return driver;
  } catch (error) {
    await window.close();
    throw error;
  }
}

/** One VS Code window under test, with its extension host and its server. */
export class WorkbenchDriver extends WorkbenchPage {
  readonly #window: VscodeWindow;
  readonly #host: HostClient;
  readonly #workbench: Workbench;
  readonly #pageErrors: Error[] = [];
  #hostPid: number | undefined;
  readonly #isShared: boolean;

  /** @param isShared whether another test may have the window after this one */
  constructor(window: VscodeWindow, host: HostClient, isShared: boolean, workbench: Workbench) {
    super(window.page);
    this.#window = window;
    this.#host = host;
    this.#isShared = isShared;
    this.#workbench = workbench;
    this.page.on('pageerror', error => this.#pageErrors.push(error));
  }

  get server(): VscodeServer {
    return this.#window.server;
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
    this.#hostPid = await this.#host.pid();
  }

  /** Reloads the window, with a new extension host, as Developer: Reload Window does. */
  async reload(): Promise<void> {
    const pid = await this.#host.pid();
    await this.page.reload();
    await this.restored();
    await this.#host.waitForSuccessor(pid);
    this.#hostPid = await this.#host.pid();
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
    if (!this.#isShared || this.#hostPid === undefined) {
      await this.#window.close();
      return;
    }
    try {
      await this.#window.giveBack(this.#hostPid);
    } catch (error) {
      await this.#window.close();
      throw error;
    }
  }
}

/**
 * Saves what the window showed when a try of a test of the enclosing `describe` failed, and closes the menu or box that
 * the first one left open before the second.
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
    // A try that failed and is followed by another has no state.
    if (test && test.state !== 'passed' && !test.isPending()) {
      const name = test.fullTitle().replace(/[^a-zA-Z0-9]+/g, '-');
      const file = await driver()?.screenshot(`failed-${name}`);
      console.error(`    What the window showed: ${file}`);
    }
  });
}
