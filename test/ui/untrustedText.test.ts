import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { probeFunction } from '../harness/probeFunction';
import { projectRoot } from '../harness/projectRoot';
import { testKey } from '../harness/testKey';
import { bulkRoot } from '../unit/probe/scratch';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const link = '[Click](command:workbench.action.openSettings)';
const shown = '[Click] (command:workbench.action.openSettings)';
const fileName = `leaves ${link}`;
const account = '123456789012';
const name = 'files-function';
const arn = `arn:aws:lambda:us-east-1:${account}:function:${name}`;

describe('names and errors that look like links', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let mount: string;
  screenshotFailures(() => driver);

  before(async () => {
    mount = mkdtempSync(path.join(bulkRoot, 'ui-links-'));
    mkdirSync(path.join(mount, link));
    // Not UTF-8, which is said of it when it is opened.
    writeFileSync(path.join(mount, fileName), Buffer.from([0xff, 0x41]));
    const distDir = path.join(projectRoot, 'dist');
    endpoint = await startLocalLambda({
      accessKey: testKey,
      distDir,
      demo: false,
      functions: [probeFunction(name, mount)],
    });
    driver = await launchWorkbench({
      width: 1400,
      height: 900,
      settings: {
        'efsMountInspector.aws.endpoint': endpoint.url,
        'efsMountInspector.aws.regions': ['us-east-1'],
      },
      env: {
        AWS_ACCESS_KEY_ID: testKey.accessKeyId,
        AWS_SECRET_ACCESS_KEY: testKey.secretAccessKey,
      },
    });
    await driver.openSidebar();
    await driver.treeItem(name).waitFor();
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
    rmSync(mount, { recursive: true, force: true });
  });
  afterEach(() => driver.executeCommand('notifications.clearAll'));

  /** Runs a command and does not wait for it: its notification stays until somebody has answered. */
  const begin = (command: string, argument: object) =>
    driver.evaluateInHost(
      (api, id: string, given: object) => void api.commands.executeCommand(id, given),
      `efsMountInspector.${command}`,
      argument,
    );

  async function assertNoLink(text: string | RegExp): Promise<void> {
    const toast = driver.notification(text);
    await toast.waitFor();
    const message = toast.locator('.notification-list-item-message');
    assert.match(await message.innerText(), /\[Click\]/);
    assert.equal(await message.locator('a').count(), 0);
    await message.click();
    assert.equal(await driver.page.locator('.settings-editor').count(), 0);
  }

  it('would be links, were they said as they are', async () => {
    await driver.evaluateInHost((api, text: string) => void api.window.showWarningMessage(text), link);
    const toast = driver.notification('Click');
    await toast.locator('.notification-list-item-message a').waitFor();
  });

  it('are text in the title of a progress, and in what was counted', async () => {
    endpoint.setFaults([{ operation: 'Invoke', effect: { kind: 'hang' }, times: 1 }]);
    await begin('countTotals', { arn, path: `${mount}/${link}` });
    await assertNoLink('Counting');
    await driver.executeCommand('efsMountInspector.cancelTotals', { arn, path: `${mount}/${link}` });
    endpoint.setFaults([]);
    await driver.notification('Counting').waitFor({ state: 'detached' });
    await driver.executeCommand('notifications.clearAll');
    await begin('countTotals', { arn, path: `${mount}/${link}` });
    await assertNoLink('files and');
  });

  it('are text when a file is opened', async () => {
    await begin('openFile', { arn, path: `${mount}/${fileName}` });
    await assertNoLink('not valid UTF-8');
  });

  it('are text in what an endpoint says', async () => {
    endpoint.setFaults([
      {
        operation: 'Invoke',
        effect: {
          kind: 'error',
          status: 409,
          name: 'OddException',
          message: `see ${link} \u202E${'x'.repeat(5000)}`,
        },
      },
    ]);
    await begin('openFile', { arn, path: `${mount}/${fileName}` });
    await assertNoLink('OddException');
    endpoint.setFaults([]);
  });

  it('are text in what a template says', async () => {
    const template = 'file:///template.yaml';
    await begin('inspectTemplateFunction', { logicalId: 'Reader', functionName: link, template });
    await assertNoLink('No deployed function');
  });

  it('are text in the tree', async () => {
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick(name);
    await driver.webview().getByText('Findings').first().waitFor();
    await driver.expand(name);
    await driver.expand(new RegExp(`^${mount}`));
    const row = driver.treeItem(`leaves ${shown}`);
    await row.waitFor();
    assert.equal(await row.locator('a[href^="command:"]').count(), 0);
    await driver.screenshot('untrusted-text');
  });
});
