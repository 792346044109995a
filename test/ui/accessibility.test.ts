import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { Theme, WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const axeScript = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const themes: readonly Theme[] = ['light', 'dark', 'highContrast', 'highContrastLight'];
const functions = [
  'cmd-function',
  'soft-mount-example',
  'small-transfer-example',
  's3files-example',
  'unresponsive-example',
  'unmountable-example',
  'this-machine',
];

/** Every rule of WCAG 2.2 AA and of best practice that the report breaks as it is shown now, colours among them. */
async function violations(driver: WorkbenchDriver): Promise<readonly string[]> {
  const handle = await driver.webview().locator('html').elementHandle();
  const frame = await handle?.ownerFrame();
  assert.ok(frame);
  // The policy of the page lets no other script in.
  await frame.evaluate(axeScript);
  return frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const found = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ failureSummary, html }) => `${html} ${failureSummary}`).join(' ')}`,
    );
  });
}

describe('the report in VS Code’s own colours', () => {
  let driver: WorkbenchDriver;
  screenshotFailures(() => driver);

  before(async () => {
    driver = await launchWorkbench({ width: 1200, height: 900 });
    await driver.executeCommand('efsMountInspector.tryDemo');
    await driver.webview().locator('#verdict').waitFor();
  });
  after(() => driver?.close());

  async function openReport(name: string, command: 'inspect' | 'openReport'): Promise<void> {
    await driver.executeCommand('workbench.action.closeAllEditors');
    await driver.executeCommand(`efsMountInspector.${command}`, {
      arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    });
    await driver.webview().getByRole('heading', { level: 1, name }).waitFor();
  }

  it('breaks no rule before the first inspection', async () => {
    await openReport('soft-mount-example', 'openReport');
    await driver.webview().getByRole('heading', { name: 'What is known already' }).waitFor();
    await driver.screenshot('report-not-inspected');
    for (const theme of themes) {
      await driver.setTheme(theme);
      assert.deepEqual(await violations(driver), [], theme);
    }
  });

  for (const name of functions) {
    it(`breaks no rule of WCAG 2.2 AA and no best practice in any theme: ${name}`, async () => {
      await openReport(name, 'inspect');
      await driver.webview().locator('section').first().waitFor();
      for (const theme of themes) {
        await driver.setTheme(theme);
        assert.deepEqual(await violations(driver), [], theme);
      }
    });
  }
});
