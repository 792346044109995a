import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { deployOther } from '../harness/deployOther';
import { projectRoot } from '../harness/projectRoot';
import { testKey, testKeyVariables } from '../harness/testKey';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const name = 'cmd-function';
const arn = `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe('marks of functions as probes', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let workspace: string;
  screenshotFailures(() => driver);

  before(async () => {
    workspace = mkdtempSync(path.join(os.tmpdir(), 'ui-marks-'));
    mkdirSync(path.join(workspace, '.vscode'));
    const settings = { 'efsMountInspector.probe.installedFunctions': [arn] };
    writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    endpoint = await startLocalLambda({
      distDir: path.join(projectRoot, 'dist'),
      demo: true,
      accessKey: testKey,
    });
    driver = await launchWorkbench({
      workspace,
      width: 1200,
      height: 800,
      settings: {
        'efsMountInspector.aws.endpoint': endpoint.url,
        'efsMountInspector.aws.regions': ['us-east-1'],
        'efsMountInspector.probe.shellFunctions': [name, 'not-there'],
      },
      env: testKeyVariables,
    });
    await driver.openSidebar();
    await driver.treeItem(new RegExp(`^${name}`)).waitFor();
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  const invokes = () =>
    endpoint.calls.filter(call => call.operation === 'Invoke' && call.functionName === name).length;

  const userSetting = (key: string) =>
    driver.evaluateInHost(
      (api, id: string) =>
        api.workspace.getConfiguration('efsMountInspector').inspect<unknown>(id)?.globalValue,
      `probe.${key}`,
    );

  const dismiss = (text: RegExp) =>
    driver.notification(text).getByRole('button', { name: /^Clear Notification/ });

  it('of a workspace are the user’s to choose, once, and none without that', async () => {
    const offer = driver.notification(/settings of this workspace mark/);
    await offer.waitFor();
    assert.match(await offer.innerText(), new RegExp(name));
    await offer.hover();
    await dismiss(/settings of this workspace mark/).click();
    await offer.waitFor({ state: 'detached' });
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await driver.quickInput.getByText(`How should ${name} be inspected?`).waitFor();
    await driver.page.keyboard.press('Escape');
    await driver.quickInput.waitFor({ state: 'hidden' });
    assert.equal(invokes(), 0);
  });

  it('by name are offered as the functions that were listed, in place of the name', async () => {
    const offer = driver.notification(/holds names of functions/);
    await offer.waitFor();
    await driver.screenshot('marks-offered');
    await offer.getByRole('button', { name: 'Choose Functions…' }).click();
    await driver.quickPickRow(name).waitFor();
    await driver.screenshot('marks-chosen');
    await driver.pick(name);
    await driver.page.keyboard.press('Enter');
    await driver.notification(`Marked in your settings: ${name}`).waitFor();
    assert.deepEqual(await userSetting('shellFunctions'), ['not-there', arn]);
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await driver.webview().locator('section#verdict').waitFor();
    assert.equal(await userSetting('installedFunctions'), undefined);
  });

  it('hold no more once something else is deployed, until that is confirmed', async () => {
    await driver.executeCommand('notifications.clearAll');
    await deployOther(endpoint, name);
    await driver.executeCommand('efsMountInspector.refresh');
    await driver.treeItem(new RegExp(`^${name}`)).waitFor();
    const before = invokes();
    assert.ok(before > 0);
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    const question = driver.dialog.getByText(`Is ${name} still what it is marked as?`);
    await question.waitFor();
    await driver.screenshot('marks-changed');
    assert.match(await driver.dialog.innerText(), /app\.run on nodejs22\.x/);
    await driver.page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    assert.equal(invokes(), before);
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await driver.dialog.getByRole('button', { name: 'Inspect Otherwise…' }).click();
    await driver.quickInput.waitFor();
    await driver.page.keyboard.press('Escape');
    await driver.quickInput.waitFor({ state: 'hidden' });
    assert.equal(invokes(), before);
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await driver.dialog.getByRole('button', { name: 'Confirm and Inspect' }).click();
    await driver.webview().getByText('ran, but neither its answer nor its log').first().waitFor();
    assert.ok(invokes() > before);
  });

  it('of a workspace are not asked for again in the next window', async () => {
    await driver.reload();
    await driver.openSidebar();
    await driver.executeCommand('efsMountInspector.refresh');
    await driver.treeItem(new RegExp(`^${name}`)).waitFor();
    assert.equal(await driver.notification(/settings of this workspace mark/).count(), 0);
    assert.equal(await userSetting('installedFunctions'), undefined);
  });
});
