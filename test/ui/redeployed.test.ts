import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { deployOther } from '../harness/deployOther';
import { probeAccessPoint, probeFunction } from '../harness/probeFunction';
import { projectRoot } from '../harness/projectRoot';
import { testKey, testKeyVariables } from '../harness/testKey';
import { bulkRoot } from '../unit/probe/scratch';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const name = 'reader';
const arn = `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

const template = `Resources:
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: ${name}
      Runtime: nodejs22.x
      Handler: app.run
      CodeUri: .
      FileSystemConfigs:
        - Arn: ${probeAccessPoint}
          LocalMountPath: /mnt/efs
`;

describe('a restored report of a function that was deployed as something else', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let folder: string;
  let mount: string;
  screenshotFailures(() => driver);

  before(async () => {
    folder = mkdtempSync(path.join(bulkRoot, 'ui-redeployed-'));
    mount = path.join(folder, 'mount');
    const workspace = path.join(folder, 'workspace');
    mkdirSync(path.join(mount, 'models'), { recursive: true });
    mkdirSync(workspace);
    writeFileSync(path.join(mount, 'hello.json'), '{}');
    for (let index = 0; index < 150; index++) {
      writeFileSync(path.join(mount, `part-${index}`), '');
    }
    writeFileSync(path.join(workspace, 'template.yaml'), template);
    const distDir = path.join(projectRoot, 'dist');
    endpoint = await startLocalLambda({
      distDir,
      demo: false,
      accessKey: testKey,
      functions: [probeFunction(name, mount)],
    });
    driver = await launchWorkbench({
      workspace,
      width: 1200,
      height: 900,
      settings: {
        'efsMountInspector.aws.endpoint': endpoint.url,
        'efsMountInspector.aws.regions': ['us-east-1'],
        'efsMountInspector.files.pageSize': 100,
      },
      env: testKeyVariables,
    });
    await driver.openSidebar();
    await driver.treeItem(new RegExp(`^${name}`)).waitFor();
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await driver.webview().getByText('100 entries, and there are more').waitFor();
    await deployOther(endpoint, name);
    await driver.reload();
    // Which tabs VS Code shows then depends on when it last noted them.
    await driver.openSidebar();
    await driver.treeItem(new RegExp(`^${name}`)).click();
    await driver.webview().locator('section#verdict').waitFor();
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** The one that made the report. */
  afterEach(() => assert.equal(invokes(), 1));

  const invokes = () =>
    endpoint.calls.filter(call => call.operation === 'Invoke' && call.functionName === name).length;

  /** It was looked at: what can be done instead is offered. */
  async function isOffered(): Promise<void> {
    await driver.quickInput.getByText(`${name} is not a probe any more`).waitFor();
    await driver.page.keyboard.press('Escape');
    await driver.quickInput.waitFor({ state: 'hidden' });
  }

  async function isRefused(): Promise<void> {
    await driver
      .notification(/not invoked/)
      .first()
      .waitFor();
    await driver.executeCommand('notifications.clearAll');
    await driver
      .notification(/not invoked/)
      .first()
      .waitFor({ state: 'detached' });
  }

  const button = (label: string | RegExp): Locator =>
    driver.webview().getByRole('button', { name: label }).first();

  it('is not inspected by its button', async () => {
    await button(/^Inspect/).click();
    await driver.quickInput.getByText(`${name} is not a probe any more`).waitFor();
    await driver.screenshot('redeployed-not-invoked');
    await isOffered();
  });

  it('is asked for no more entries behind its cursor, one page or all', async () => {
    for (const label of [/^Load More/, /^Load All/]) {
      await button(label).click();
      await driver
        .webview()
        .getByText(/could not be listed.*not invoked/)
        .first()
        .waitFor();
    }
    await driver.screenshot('redeployed-no-more');
  });

  it('is asked for no directory, and not for one again', async () => {
    await button('Read this directory again').click();
    await driver
      .webview()
      .getByText(/not invoked/)
      .first()
      .waitFor();
    await button('Type a path').click();
    await driver.webview().getByLabel('Absolute path of a directory').fill(`${mount}/models`);
    await driver.page.keyboard.press('Enter');
    await driver
      .webview()
      .getByText(/models could not be listed.*not invoked/)
      .first()
      .waitFor();
  });

  it('is not counted by its button', async () => {
    await button('Count everything below this directory').click();
    await driver
      .webview()
      .getByText(/not invoked/)
      .first()
      .waitFor();
  });

  it('is refused where a file of it is opened, and says why', async () => {
    await driver.executeCommand('efsMountInspector.openFile', { arn, path: `${mount}/hello.json` });
    await isRefused();
  });

  it('is refused where a file of it is copied to disk, and leaves none', async () => {
    const copy = path.join(folder, 'copy.json');
    await driver.evaluateInHost(
      (api, given: object) => void api.commands.executeCommand('efsMountInspector.saveFileCopy', given),
      { arn, path: `${mount}/hello.json` },
    );
    // It first lists the workspace's folder, and replaces what was typed before.
    await driver.quickPickRow(/^template\.yaml$/).waitFor();
    await driver.quickInput.locator('input').first().fill(copy);
    await driver.quickPickRow(/^workspace$/).waitFor();
    await driver.page.keyboard.press('Enter');
    await isRefused();
    assert.ok(!existsSync(copy));
  });

  const gestures = ['countTotals', 'countTotalsQuietly', 'loadMore', 'reloadDirectory'] as const;
  for (const command of gestures) {
    it(`is not invoked by ${command}, as rows of the tree run it`, async () => {
      for (const directory of [mount, `${mount}/models`]) {
        await driver.executeCommand(`efsMountInspector.${command}`, { arn, path: directory });
      }
      await driver.executeCommand('notifications.clearAll');
    });
  }

  it('is not inspected from the tree or the palette', async () => {
    await driver.clickInlineAction(new RegExp(`^${name}`), 'Inspect EFS Mount');
    await isOffered();
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick(name);
    await isOffered();
  });

  it('is not inspected by a click on the lens above it, or on the link in its hover', async () => {
    await driver.evaluateInHost(
      async (api, file: string) => {
        const editor = await api.window.showTextDocument(api.Uri.file(file));
        const at = editor.document.positionAt(editor.document.getText().indexOf('FileSystemConfigs') + 2);
        editor.selection = new api.Selection(at, at);
      },
      path.join(folder, 'workspace', 'template.yaml'),
    );
    const lens = driver.page.locator('.codelens-decoration').getByText('Inspect Again').first();
    // VS Code makes lenses anew a moment after it shows them, and says until then that their command is gone.
    for (let attempt = 1; attempt <= 5 && !(await driver.quickInput.isVisible()); attempt++) {
      await lens.click();
      await driver.quickInput.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await isOffered();
    await driver.executeCommand('workbench.action.focusActiveEditorGroup');
    await driver.executeCommand('editor.action.showHover');
    const hover = driver.page.locator('.monaco-hover:visible').first();
    await hover
      .getByText(/^Inspect (EFS Mount|Again)$/)
      .first()
      .click();
    await isOffered();
  });
});
