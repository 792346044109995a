import assert from 'node:assert/strict';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { deployOther } from '../harness/deployOther';
import { projectRoot } from '../harness/projectRoot';
import { testKey, testKeyVariables } from '../harness/testKey';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const name = 'soft-mount-example';
const arn = `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe('a restored report of a function that was deployed as something else', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  screenshotFailures(() => driver);

  before(async () => {
    endpoint = await startLocalLambda({
      distDir: path.join(projectRoot, 'dist'),
      demo: true,
      accessKey: testKey,
    });
    driver = await launchWorkbench({
      width: 1200,
      height: 800,
      settings: {
        'efsMountInspector.aws.endpoint': endpoint.url,
        'efsMountInspector.aws.regions': ['us-east-1'],
      },
      env: testKeyVariables,
    });
    await driver.openSidebar();
    await driver.treeItem(new RegExp(`^${name}`)).waitFor();
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await driver.webview().locator('section#verdict').waitFor();
    await deployOther(endpoint, name);
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
  });

  const invokes = () =>
    endpoint.calls.filter(call => call.operation === 'Invoke' && call.functionName === name).length;

  it('invokes it by none of its buttons', async () => {
    await driver.reload();
    // Which tabs VS Code shows then depends on when it last noted them.
    await driver.openSidebar();
    await driver.treeItem(new RegExp(`^${name}.*soft`)).click();
    await driver.webview().locator('section#verdict').waitFor();
    await driver
      .webview()
      .getByRole('button', { name: /^Inspect/ })
      .first()
      .click();
    // It was looked at: what can be done instead is offered.
    await driver.quickInput.getByText(`${name} is not a probe any more`).waitFor();
    await driver.screenshot('redeployed-not-invoked');
    await driver.page.keyboard.press('Escape');
    await driver.quickInput.waitFor({ state: 'hidden' });
    assert.equal(invokes(), 1);
  });

  it('is refused where a file of it is opened, and says why', async () => {
    await driver.executeCommand('efsMountInspector.openFile', { arn, path: '/mnt/efs/README.txt' });
    await driver
      .notification(/not invoked/)
      .first()
      .waitFor();
    assert.equal(invokes(), 1);
  });

  const gestures = [
    ['countTotals', '/mnt/efs'],
    ['countTotalsQuietly', '/mnt/efs'],
    ['loadMore', '/mnt/efs/models'],
    ['reloadDirectory', '/mnt/efs/models'],
  ] as const;
  for (const [command, directory] of gestures) {
    it(`is not invoked by ${command}`, async () => {
      await driver.executeCommand(`efsMountInspector.${command}`, { arn, path: directory });
      assert.equal(invokes(), 1);
    });
  }

  const inspecting = [
    ['inspect', { arn }],
    ['inspectTemplateFunction', { logicalId: 'Any', functionName: name, template: 'file:///template.yaml' }],
  ] as const;
  for (const [command, argument] of inspecting) {
    it(`is not invoked by ${command}, as the tree, a lens and a hover run it`, async () => {
      // Not awaited: it ends with its picker.
      const running = driver.executeCommand(`efsMountInspector.${command}`, argument);
      await driver.quickInput.getByText(`${name} is not a probe any more`).waitFor();
      await driver.page.keyboard.press('Escape');
      await driver.quickInput.waitFor({ state: 'hidden' });
      await running;
      assert.equal(invokes(), 1);
    });
  }
});
