import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { projectRoot } from '../harness/projectRoot';

/** What the workbench puts on `window` for smoke tests. */
interface SmokeTestWindow {
  driver?: { whenWorkbenchRestored(): Promise<void> };
}

const loadTimeoutMs = 60_000;
const clickTimeoutMs = 5_000;
const clickAttempts = 3;

const screenshotFolder = path.join(projectRoot, 'out/screenshots');

/** A VS Code window in a browser, and the gestures of a person in it. */
export class WorkbenchPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the workbench has restored its editors and views. */
  async restored(): Promise<void> {
    await this.page.waitForFunction(() => (window as SmokeTestWindow).driver !== undefined, undefined, {
      timeout: loadTimeoutMs,
    });
    await this.page.evaluate(() => (window as SmokeTestWindow).driver?.whenWorkbenchRestored());
  }

  /** The box of the command palette, of quick picks and of input boxes. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Runs a command as a person does: from the palette, by the title it has there. */
  async runFromPalette(title: string): Promise<void> {
    await this.findInPalette(title);
    await this.pick(title);
  }

  /** Opens the palette and types a command's title into it. */
  async findInPalette(title: string): Promise<void> {
    const input = this.quickInput.locator('input').first();
    // A report or a page that has just loaded takes the focus, and the palette goes with it.
    for (let attempt = 1; attempt <= clickAttempts; attempt++) {
      await this.page.keyboard.press('F1');
      if (await input.fill(`>${title}`, { timeout: clickTimeoutMs }).then(always, never)) {
        break;
      }
    }
    await this.quickPickRow(title).waitFor();
  }

  /** Chooses the row of the open quick pick whose label is this text, or matches it. */
  async pick(label: string | RegExp): Promise<void> {
    await this.quickPickRow(label).click();
  }

  /** The rows of the open quick pick whose label is this text, or matches it. */
  quickPickRow(label: string | RegExp): Locator {
    const text = typeof label === 'string' ? new RegExp(`^\\s*${escapeRegExp(label)}\\s*$`) : label;
    const labelOfRow = this.page.locator('.quick-input-list-row > .quick-input-list-label, .label-name');
    return this.quickInput
      .locator('.monaco-list-row')
      .filter({ has: labelOfRow.filter({ hasText: text }) })
      .first();
  }

  /** Shows this extension's sidebar, by its icon in the activity bar. */
  async openSidebar(): Promise<void> {
    const icon = '.action-label[class*=activity-workbench-view-extension-efsMountInspector]';
    const tab = this.page.locator('.activitybar [role=tab]').filter({ has: this.page.locator(icon) });
    // The icon also hides the sidebar: something else may have shown it between the look and the click.
    for (let attempt = 1; attempt <= clickAttempts && !(await this.sidebar.isVisible()); attempt++) {
      await tab.click();
      await this.sidebar.waitFor({ timeout: clickTimeoutMs }).catch(() => undefined);
    }
    await this.sidebar.waitFor();
  }

  get sidebar(): Locator {
    return this.page.locator('#workbench\\.view\\.extension\\.efsMountInspector');
  }

  /** Rows of this extension's tree whose accessible name contains the text or matches it. */
  treeItem(name: string | RegExp): Locator {
    return this.sidebar.getByRole('treeitem', { name });
  }

  /** Unfolds a row of this extension's tree, where it is folded. */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.treeItem(name).first();
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await row.locator('.monaco-tl-twistie').click();
      await row.and(this.page.locator('[aria-expanded=true]')).waitFor();
    }
  }

  /** Clicks an action that a row shows while the pointer is on it. */
  async clickInlineAction(name: string | RegExp, action: string | RegExp): Promise<void> {
    await this.closeHover();
    const row = this.treeItem(name).first();
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** A hover that the last gesture left open may lie over a row. */
  private async closeHover(): Promise<void> {
    const hover = this.page.locator('.hover-contents:visible').first();
    // One that a busy machine opens after the pointer has left stays until the pointer has been on it.
    for (let attempt = 1; attempt <= clickAttempts; attempt++) {
      await this.page.mouse.move(0, 0);
      await hover.waitFor({ state: 'hidden', timeout: clickTimeoutMs }).catch(() => undefined);
      if (!(await hover.isVisible())) {
        return;
      }
      await hover.hover({ timeout: clickTimeoutMs }).catch(() => undefined);
    }
    await hover.waitFor({ state: 'hidden' });
  }

  /** Chooses an entry of a row's context menu. */
  async chooseFromContextMenu(row: Locator, entry: string): Promise<void> {
    await row.click({ button: 'right' });
    const menuEntry = this.page.getByRole('menuitem', { name: entry });
    await menuEntry.waitFor();
    // A menu takes no click in its first 100 ms, and closes with the first that it takes.
    for (let attempt = 1; attempt <= clickAttempts && (await menuEntry.isVisible()); attempt++) {
      await menuEntry.click();
      await menuEntry.waitFor({ state: 'hidden', timeout: clickTimeoutMs }).catch(() => undefined);
    }
    await menuEntry.waitFor({ state: 'hidden' });
  }

  /** The content of the webview that is visible now. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-toast').filter({ hasText: text });
  }

  /** The modal dialog that is open. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  resize(width: number, height: number): Promise<void> {
    return this.page.setViewportSize({ width, height });
  }

  /** Saves what the window shows in `out/screenshots/NAME.png`, and returns that path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(screenshotFolder, `${name}.png`);
    mkdirSync(screenshotFolder, { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }
}

const always = () => true;
const never = () => false;

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
