import type { Page } from 'playwright-core';

/** What the workbench puts on `window` for smoke tests. */
interface SmokeTestWindow {
  driver?: { whenWorkbenchRestored(): Promise<void> };
}

const loadTimeoutMs = 60_000;

/** Waits until the workbench has restored its editors and views. */
export async function workbenchRestored(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as SmokeTestWindow).driver !== undefined, undefined, {
    timeout: loadTimeoutMs,
  });
  await page.evaluate(() => (window as SmokeTestWindow).driver?.whenWorkbenchRestored());
}
