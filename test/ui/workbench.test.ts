import assert from 'node:assert/strict';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench } from './driver';

describe('the workbench with the extension', () => {
  let driver: WorkbenchDriver;

  before(async () => {
    driver = await launchWorkbench();
  });
  after(() => driver?.close());

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
