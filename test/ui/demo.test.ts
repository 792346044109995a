import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { demoEnvironment } from '../harness/testEnvironment';
import type { Theme, WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

describe('the demo', () => {
  let driver: WorkbenchDriver;

  before(async () => {
    driver = await launchWorkbench({ env: demoEnvironment });
    await driver.openSidebar();
  });
  after(() => driver?.close());
  screenshotFailures(() => driver);

  it('lists its functions in the sidebar', async () => {
    for (const name of ['cmd-function', 'soft-mount-example', 's3files-example', 'this-machine']) {
      await driver.treeItem(name).waitFor();
    }
  });

  it('inspects the recorded function from the palette', async () => {
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick('cmd-function');
    const report = driver.webview();
    await report.getByText('Hard mount: the kernel retries').first().waitFor();
    await report.getByRole('link', { name: /^Options\s*16$/ }).waitFor();
    await report.getByRole('link', { name: /^Storage\s*6$/ }).waitFor();
    await report.getByText('sbx_user1051').first().waitFor();
  });

  const themes: Theme[] = ['dark', 'light', 'highContrast', 'highContrastLight'];
  for (const theme of themes) {
    it(`shows the report in the ${theme} theme`, async () => {
      await driver.setTheme(theme);
      await driver.webview().getByRole('heading', { name: 'Mount options' }).waitFor();
      await driver.screenshot(`report-${theme}`);
    });
  }

  it('shows the report again after a reload', async () => {
    await driver.reload();
    await driver.webview().getByText('Hard mount: the kernel retries').first().waitFor();
  });

  it('finds what is wrong with a soft mount', async () => {
    await driver.clickInlineAction('soft-mount-example', 'Inspect EFS Mount');
    await driver.webview().getByRole('heading', { name: 'soft-mount-example' }).waitFor();
    await driver
      .webview()
      .getByRole('link', { name: /^Findings\s*[1-9]/ })
      .waitFor();
  });

  it('probes this machine through the shipped zip', async () => {
    const realMount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map(line => line.split(' ')[1] ?? '')
      .find(mountPoint => mountPoint === '/dev/shm' || mountPoint === '/sys');
    assert.ok(realMount);
    await driver.clickInlineAction('this-machine', 'Inspect EFS Mount');
    const report = driver.webview();
    await report.getByRole('heading', { name: 'this-machine' }).waitFor();
    await report.getByText(realMount).first().waitFor();
  });

  it('throws nothing on the way', () => {
    assert.deepEqual(
      driver.pageErrors.map(({ message }) => message),
      [],
    );
  });
});
