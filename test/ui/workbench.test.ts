import assert from 'node:assert/strict';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

describe('the workbench with the extension', () => {
  let driver: WorkbenchDriver;

  before(async () => {
    driver = await launchWorkbench();
  });
  after(() => driver?.close());
  screenshotFailures(() => driver);

  it('shows the sidebar with its view', async () => {
    await driver.page.getByRole('tab', { name: 'EFS Mount' }).click();
    await driver.sidebar.waitFor();
    await driver.screenshot('sidebar');
  });

  it('lists the commands in the palette', async () => {
    await driver.page.keyboard.press('F1');
    await driver.quickInput.locator('input').first().fill('>Inspect EFS Mount');
    await driver.quickPickRow(/Inspect EFS Mount/).waitFor();
    await driver.page.keyboard.press('Escape');
  });

  it('runs the extension again in a new host after a reload', async () => {
    await driver.reload();
    const id = await driver.evaluateInHost(
      (api, wanted) => api.extensions.getExtension(wanted)?.id,
      'efs-mount-inspector.efs-mount-inspector',
    );
    assert.equal(id, 'efs-mount-inspector.efs-mount-inspector');
  });
});

describe('the extension in Japanese, in Restricted Mode', () => {
  let driver: WorkbenchDriver;

  before(async () => {
    driver = await launchWorkbench({ locale: 'ja', theme: 'light', trust: false });
  });
  after(() => driver?.close());
  screenshotFailures(() => driver);

  it('is there, and its manifest speaks Japanese', async () => {
    assert.equal(await driver.evaluateInHost(api => api.workspace.isTrusted), false);
    await driver.openSidebar();
    await driver.page.getByRole('heading', { name: 'EFS マウント' }).first().waitFor();
    await driver.screenshot('sidebar-japanese-restricted');
  });
});

describe('windows that tests have one after another', () => {
  let driver: WorkbenchDriver;
  screenshotFailures(() => driver);
  afterEach(() => driver?.close());

  it('show each other nothing of settings, editors and environment', async () => {
    const seen = () =>
      driver.evaluateInHost(api => ({
        fontSize: api.workspace.getConfiguration('editor').get('fontSize'),
        tabs: api.window.tabGroups.all.flatMap(({ tabs }) => tabs).length,
        environment: [process.env['OF_FIRST'], process.env['OF_SECOND']].map(value => value ?? ''),
      }));
    driver = await launchWorkbench({ settings: { 'editor.fontSize': 31 }, env: { OF_FIRST: 'one' } });
    await driver.executeCommand('workbench.action.files.newUntitledFile');
    assert.deepEqual(await seen(), { fontSize: 31, tabs: 1, environment: ['one', ''] });
    await driver.close();
    driver = await launchWorkbench({ env: { OF_SECOND: 'two' } });
    assert.deepEqual(await seen(), { fontSize: 14, tabs: 0, environment: ['', 'two'] });
  });
});
