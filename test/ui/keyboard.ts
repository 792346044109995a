import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { WorkbenchDriver } from './driver';

const mostSteps = 60;

/** A person without a pointer. */
export class Keyboard {
  readonly #driver: WorkbenchDriver;

  constructor(driver: WorkbenchDriver) {
    this.#driver = driver;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#driver.page.keyboard.press(key);
    }
  }

  /** Text, or else accessible name, of what has the focus, also inside of the menus' shadow. */
  focused(): Promise<string> {
    return this.#driver.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) {
        element = element.shadowRoot.activeElement;
      }
      return element?.textContent?.trim() || (element?.getAttribute('aria-label') ?? '');
    });
  }

  /** Types a command's title into the palette, runs it, and waits for what it shows. */
  async run(title: string, shown: () => Locator | Promise<Locator>): Promise<void> {
    await this.#driver.findInPalette(title);
    await this.press('Enter');
    await (await shown()).first().waitFor();
  }

  /** Presses a key until what has the focus is called so. */
  async pressUntil(key: string, wanted: string | RegExp): Promise<void> {
    const isThere = (text: string) => (typeof wanted === 'string' ? text === wanted : wanted.test(text));
    let text = await this.focused();
    for (let steps = 0; steps < mostSteps && !isThere(text); steps++) {
      await this.press(key);
      text = await this.focused();
    }
    assert.ok(isThere(text), `${key} comes to ${wanted}, not to ${text}`);
  }

  /** Moves to a row of the tree, from its top down through the rows that it is in, which are unfolded. */
  async goTo(...rows: readonly RegExp[]): Promise<void> {
    await this.#driver.executeCommand('efsMountInspector.mounts.focus');
    await this.press('Home');
    const row = this.#driver.sidebar.locator('.monaco-list-row.focused');
    for (const [index, name] of rows.entries()) {
      await this.#driver.treeItem(name).first().waitFor();
      const at = async () => (await row.getAttribute('aria-label')) ?? '';
      for (let steps = 0; steps < mostSteps && !name.test(await at()); steps++) {
        await this.press('ArrowDown');
      }
      assert.match(await at(), name);
      if (index < rows.length - 1 && (await row.getAttribute('aria-expanded')) === 'false') {
        await this.press('ArrowRight');
      }
    }
  }

  /** Opens the menu of what has the focus. */
  async openMenu(): Promise<readonly string[]> {
    await this.press('Shift+F10');
    return this.menuEntries();
  }

  /** Of the menu that is open. */
  async menuEntries(): Promise<readonly string[]> {
    const menu = this.#driver.page.locator('.context-view .monaco-menu, .monaco-menu-container').last();
    await menu.waitFor();
    const texts = await menu.getByRole('menuitem').allInnerTexts();
    return texts.map(text => text.trim()).filter(Boolean);
  }

  async choose(entry: string): Promise<void> {
    await this.pressUntil('ArrowDown', entry);
    await this.press('Enter');
  }
}
