import assert from 'node:assert/strict';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

describe('the first steps', () => {
  let driver: WorkbenchDriver;
  const offer = () => driver.notification('New to EFS Mount Inspector?');
  screenshotFailures(() => driver);

  before(async () => {
    driver = await launchWorkbench({
      width: 1400,
      height: 900,
      settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true },
    });
  });
  after(() => driver?.close());

  it('are offered when the sidebar is first seen, and open from there', async () => {
    await driver.openSidebar();
    await offer().getByRole('button', { name: 'Show First Steps' }).click();
    const page = driver.page.locator('.gettingStartedContainer');
    await page.getByText('First Steps with EFS Mount Inspector').first().waitFor();
    const steps = page.locator('.getting-started-step');
    assert.deepEqual(
      (await steps.locator('.step-title').allInnerTexts()).map(title => title.trim()),
      ['Try the demo', 'Connect to AWS', 'Inspect a mount', 'Read the report', 'Check a template'],
    );
    await driver.screenshot('walkthrough');
  });

  it('start the demo, which opens the report of the function recorded in 2022', async () => {
    await driver.page.locator('.getting-started-step.expanded .monaco-button').click();
    await driver.treeItem(/^cmd-function/).waitFor();
    await driver.webview().getByRole('heading', { level: 1, name: 'cmd-function' }).waitFor();
    await driver.webview().getByText('Hard mount: the kernel retries').first().waitFor();
  });

  it('are not offered again', async () => {
    await driver.reload();
    await driver.openSidebar();
    await driver.treeItem(/^cmd-function/).waitFor();
    assert.equal(await offer().count(), 0);
  });
});
