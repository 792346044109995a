import assert from 'node:assert/strict';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { projectRoot } from '../harness/projectRoot';
import { testKey, testKeyVariables } from '../harness/testKey';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const invokes = ({ calls }: LocalLambda) => calls.filter(({ operation }) => operation === 'Invoke').length;

describe('an endpoint in trouble', () => {
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
    await driver.treeItem(/^soft-mount-example/).waitFor();
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
  });

  async function startInspecting(): Promise<void> {
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.quickInput.locator('input').first().fill('soft-mount-example');
    await driver.pick('soft-mount-example');
  }

  it('can be cancelled while the function does not answer', async () => {
    endpoint.setFaults([{ operation: 'Invoke', effect: { kind: 'hang' } }]);
    await startInspecting();
    await driver.webview().getByRole('button', { name: 'Cancel' }).first().click();
    await driver.webview().getByRole('button', { name: 'Inspect' }).first().waitFor();
    assert.equal(invokes(endpoint), 1);
  });

  it('can be cancelled from the palette, which offers that only while something runs', async () => {
    const offered = async () => {
      await driver.page.keyboard.press('F1');
      await driver.quickInput.locator('input').first().fill('>Cancel Inspection');
      await driver.quickInput.locator('.monaco-list-row').first().waitFor();
      const labels = await driver.quickInput.locator('.monaco-list-row').allInnerTexts();
      await driver.page.keyboard.press('Escape');
      return labels.some(label => label.includes('Cancel Inspection'));
    };
    assert.equal(await offered(), false);
    await startInspecting();
    const webview = driver.webview();
    await webview.getByRole('button', { name: 'Cancel' }).first().waitFor();
    await driver.runFromPalette('EFS Mount Inspector: Cancel Inspection');
    await webview.getByRole('button', { name: 'Inspect' }).first().waitFor();
    assert.equal(await offered(), false);
  });

  it('tells in its tab and once in the status bar how it ended where nobody looks', async () => {
    endpoint.setFaults([]);
    const status = driver.page.locator('.statusbar-item', { hasText: 'soft-mount-example: soft, 1 finding' });
    await startInspecting();
    await driver.webview().getByText('Soft mount: your code must retry.', { exact: true }).waitFor();
    await driver.page.getByRole('tab', { name: /^EFS: soft-mount-example · soft, 1 finding/ }).waitFor();
    assert.equal(await status.count(), 0, 'who sees the report is not told twice');
    endpoint.setFaults([{ operation: 'Invoke', effect: { kind: 'delay', ms: 2000 } }]);
    await driver.webview().getByRole('button', { name: 'Inspect Again' }).click();
    const tab = driver.page.getByRole('tab', { name: /^EFS: soft-mount-example · inspecting…/ });
    await tab.waitFor();
    await driver.executeCommand('workbench.action.files.newUntitledFile');
    await status.waitFor();
    await driver.screenshot('trouble-out-of-sight');
    await driver.page.getByRole('tab', { name: /^EFS: soft-mount-example · soft/ }).waitFor();
    await driver.executeCommand('workbench.action.closeActiveEditor');
  });

  it('says what to do when a proxy answers in its place, without asking twice', async () => {
    const before = invokes(endpoint);
    endpoint.setFaults([
      {
        operation: 'Invoke',
        effect: {
          kind: 'reply',
          status: 503,
          body: '<html>proxy</html>',
          headers: { 'content-type': 'text/html' },
        },
      },
    ]);
    await startInspecting();
    await driver.webview().getByRole('button', { name: 'Show Log' }).waitFor();
    await driver.screenshot('trouble-proxy');
    const words = await driver.webview().getByRole('alert').first().innerText();
    assert.match(words, /503/);
    assert.doesNotMatch(words, /SyntaxError|\n\s+at /);
    assert.equal(invokes(endpoint), before + 1);
  });

  it('works again once the endpoint does', async () => {
    endpoint.setFaults([]);
    await driver.webview().getByRole('button', { name: 'Inspect' }).first().click();
    await driver.webview().getByText('Soft mount: your code must retry.', { exact: true }).waitFor();
    // Rows below it may move until it has its result.
    await driver.treeItem(/^soft-mount-example.*soft/).waitFor();
  });

  it('explains why a mount fails, and what AWS says of the file system', async () => {
    endpoint.setFaults([
      {
        operation: 'Invoke',
        effect: { kind: 'error', name: 'EFSMountConnectivityException', message: 'No.' },
      },
      { operation: 'DescribeFileSystemPolicy', effect: { kind: 'error', name: 'AccessDeniedException' } },
    ]);
    await driver.clickInlineAction(/^unresponsive-example/, 'Inspect EFS Mount');
    const report = driver.webview();
    await report
      .getByText('Lambda could not reach EFS over the network of this function.', { exact: true })
      .waitFor();
    await report.getByText(/^Closed: Mount target \([^)]+\)\.$/).waitFor();
    await report.getByText('AWS did not allow elasticfilesystem:DescribeFileSystemPolicy').waitFor();
    await driver.treeItem(/^unresponsive-example.*mount target not reached/).waitFor();
    await driver.screenshot('trouble-mount-failure');
    endpoint.setFaults([]);
  });

  it('never invokes a function that is not known to be a probe', async () => {
    const before = invokes(endpoint);
    await driver.clickInlineAction(/^cmd-function/, 'Inspect EFS Mount');
    await driver.quickInput.getByText('How should cmd-function be inspected?').waitFor();
    await driver.screenshot('trouble-not-a-probe');
    await driver.page.keyboard.press('Escape');
    await driver.quickInput.waitFor({ state: 'hidden' });
    assert.equal(invokes(endpoint), before);
  });

  it('inspects a function once it is marked as a shell probe', async () => {
    // Not awaited: the command ends with its dialog.
    const marking = driver.executeCommand('efsMountInspector.markAsShellProbe', {
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:cmd-function',
    });
    await driver.dialog.getByRole('button', { name: 'Mark as Shell Probe' }).click();
    await marking;
    await driver.clickInlineAction(/^cmd-function/, 'Inspect EFS Mount');
    await driver
      .webview()
      .getByText('Hard mount: the kernel retries until EFS answers.', { exact: true })
      .waitFor();
  });

  it('gives a template that deploys the probe', async () => {
    await driver.runFromPalette('EFS Mount Inspector: Copy Probe Template');
    let template = '';
    for (let attempt = 0; attempt < 100 && !template.includes('AWS::'); attempt++) {
      await driver.page.waitForTimeout(100);
      template = await driver.evaluateInHost(api => api.env.clipboard.readText());
    }
    assert.match(template, /AWS::Serverless::Function/);
    assert.match(template, /EFS_MOUNT_INSPECTOR_PROBE/);
  });

  it('keeps what it knows, and says so, when the endpoint is down', async () => {
    await endpoint.close();
    await driver.executeCommand('efsMountInspector.refresh');
    await driver.treeItem(/^Incomplete: go on/).waitFor();
    await driver.treeItem(/^soft-mount-example/).waitFor();
    await driver.screenshot('trouble-down');
  });
});
