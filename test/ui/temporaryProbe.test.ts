import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import path from 'node:path';
import type { FaultEffect } from '../../src/local/index';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { inUse } from '../harness/accountFunctions';
import { projectRoot } from '../harness/projectRoot';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';
import { until } from '../harness/until';

describe('the temporary probe in the workbench', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let client: LambdaClient;
  screenshotFailures(() => driver);

  before(async () => {
    endpoint = await startLocalLambda({
      distDir: path.join(projectRoot, 'dist'),
      demo: false,
      functions: [inUse],
    });
    client = new LambdaClient({
      region: 'us-east-1',
      endpoint: endpoint.url,
      credentials: endpoint.accessKey,
    });
    driver = await launchWorkbench({
      width: 1200,
      height: 800,
      env: {
        AWS_ACCESS_KEY_ID: endpoint.accessKey.accessKeyId,
        AWS_SECRET_ACCESS_KEY: endpoint.accessKey.secretAccessKey,
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: endpoint.url,
      },
    });
    await driver.openSidebar();
    await driver.treeItem(/^thumbnailer/).waitFor();
  });
  after(async () => {
    await driver?.close();
    client?.destroy();
    await endpoint?.close();
  });

  /** How often an operation arrived; a DryRun invokes nothing. */
  const count = (operation: string) =>
    endpoint.calls.filter(call => call.operation === operation && call.invocationType !== 'DryRun').length;

  async function probesLeft(): Promise<string[]> {
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
    return Functions.flatMap(({ FunctionName = '' }) => (FunctionName === 'thumbnailer' ? [] : FunctionName));
  }

  async function askForTemporaryProbe(): Promise<void> {
    // Not by the row's own button: the rows of a window that was just loaded may be drawn anew under the pointer.
    await driver.treeItem(/^thumbnailer/).waitFor();
    await driver.page.keyboard.press('Escape');
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick(/thumbnailer/);
    await driver.pick(/Temporary probe…/);
    await driver.dialog.getByText('Create a temporary probe for thumbnailer?').waitFor();
  }

  async function createTemporaryProbe(): Promise<void> {
    await askForTemporaryProbe();
    await driver.dialog.getByRole('button', { name: 'Create Temporary Probe' }).click();
  }

  it('names function, role, network, region and account, and creates nothing when that is declined', async () => {
    await askForTemporaryProbe();
    const words = await driver.dialog.innerText();
    assert.match(words, /3 minutes/);
    assert.match(words, /less than one US cent/);
    for (const part of ['efs-mount-inspector-', 'role/thumbnailer', 'vpc-1', 'us-east-1', '123456789012']) {
      assert.ok(words.includes(part), `${part} is not in: ${words}`);
    }
    await driver.screenshot('temporary-probe-modal');
    await driver.page.keyboard.press('Escape');
    await driver.dialog.waitFor({ state: 'detached' });
    assert.equal(count('CreateFunction'), 0);
  });

  it('asks how to inspect in terms of the user, and does nothing where that is left', async () => {
    await driver.treeItem(/^thumbnailer/).waitFor();
    const before = endpoint.calls.length;
    await driver.page.keyboard.press('Escape');
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick(/thumbnailer/);
    await driver.page
      .getByText('How should thumbnailer be inspected? Your function itself is not invoked.')
      .waitFor();
    await driver.screenshot('how-to-inspect');
    await driver.page.keyboard.press('Escape');
    assert.deepEqual(
      endpoint.calls.slice(before).filter(({ operation }) => operation !== 'ListFunctions'),
      [],
    );
  });

  it('shows in report and tree that it exists, and deletes it at a click', async () => {
    await createTemporaryProbe();
    const deleteNow = driver.webview().getByRole('button', { name: 'Delete Now' });
    await deleteNow.waitFor();
    await driver.treeItem(/^thumbnailer.*temporary probe exists/).waitFor();
    await driver.screenshot('temporary-probe-exists');
    await deleteNow.click();
    await deleteNow.waitFor({ state: 'detached' });
    await until(async () => (await probesLeft()).length === 0, 100_000);
  });

  it('shows the report of one invocation, and deletes the probe on command', async () => {
    const invoked = count('Invoke');
    await createTemporaryProbe();
    // The report of the probe before is still shown until this one has been asked, and one in use is no leftover.
    await until(() => count('Invoke') > invoked && endpoint.calls.at(-1)?.status !== undefined, 100_000);
    await driver.webview().getByRole('button', { name: 'Delete Now' }).waitFor();
    await driver.runFromPalette('EFS Mount Inspector: Delete Leftover Probes');
    await driver.notification('Deleted temporary probes: efs-mount-inspector-').waitFor();
    assert.deepEqual(await probesLeft(), []);
  });

  const pending: FaultEffect = { kind: 'creation', pendingMs: 3000 };
  const moments: readonly { when: string; operation: string; effect: FaultEffect; reached: string }[] = [
    {
      when: 'while Lambda prepares it',
      operation: 'CreateFunction',
      effect: pending,
      reached: 'GetFunctionConfiguration',
    },
    {
      when: 'while it is invoked',
      operation: 'Invoke',
      effect: { kind: 'delay', ms: 1500 },
      reached: 'Invoke',
    },
  ];
  for (const { when, operation, effect, reached } of moments) {
    it(`is gone after the window was reloaded ${when}, and was not asked twice`, async () => {
      const [invoked, seen] = [count('Invoke'), count(reached)];
      endpoint.setFaults([{ operation, effect }]);
      await createTemporaryProbe();
      await until(() => count(reached) > seen, 100_000);
      await driver.reload();
      await until(async () => (await probesLeft()).length === 0, 100_000);
      endpoint.setFaults([]);
      assert.ok(count('Invoke') <= invoked + 1);
      await driver.openSidebar();
      await driver.treeItem(/^thumbnailer/).waitFor();
    });
  }

  it('is gone after the window was reloaded while it was kept, and its report is still there', async () => {
    const invoked = count('Invoke');
    await createTemporaryProbe();
    // A report of before may be there already: wait for the new answer.
    await until(() => count('Invoke') > invoked && endpoint.calls.at(-1)?.status !== undefined, 100_000);
    await driver.webview().getByRole('button', { name: 'Inspect Again' }).waitFor();
    await driver.reload();
    await until(async () => (await probesLeft()).length === 0, 100_000);
    // VS Code may not have noted a tab that was just opened: the sidebar opens the report again.
    await driver.openSidebar();
    await driver.treeItem(/^thumbnailer/).click();
    await driver.webview().getByRole('heading', { name: 'Storage' }).waitFor();
    assert.equal(count('Invoke'), invoked + 1);
    const touched = endpoint.calls.filter(({ functionName }) => functionName === 'thumbnailer');
    assert.deepEqual(touched, []);
  });
});
