import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { manyFunctions } from '../harness/accountFunctions';
import { projectRoot } from '../harness/projectRoot';
import { testKey, testKeyVariables } from '../harness/testKey';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const account = '123456789012';

describe('a view of sixty functions', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let folder: string;
  screenshotFailures(() => driver);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'profiles-'));
    const config = path.join(folder, 'config');
    writeFileSync(config, '[default]\nregion = ap-southeast-2\n');
    endpoint = await startLocalLambda({
      distDir: path.join(projectRoot, 'dist'),
      demo: false,
      accessKey: testKey,
      functions: manyFunctions(),
    });
    driver = await launchWorkbench({
      width: 1200,
      height: 900,
      settings: {
        'efsMountInspector.aws.endpoint': endpoint.url,
        'efsMountInspector.aws.regions': ['us-east-1', 'eu-west-1', 'sa-east-1'],
      },
      env: { ...testKeyVariables, AWS_CONFIG_FILE: config },
    });
    await driver.openSidebar();
    await driver.treeItem(/^acme-orders-prod-eu-worker-01/).waitFor();
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const status = () =>
    driver.page.locator('[id="efs-mount-inspector.efs-mount-inspector.efsMountInspector.connection"]');

  it('leaves out what neighbours’ names begin with, and keeps it in their accessible names', async () => {
    const row = driver.treeItem(/^acme-media-prod-eu-worker-01/);
    assert.match(await row.innerText(), /^\s*…media-prod-eu-worker-01/);
    await driver.screenshot('many-functions');
  });

  it('has one row for the regions without such functions', async () => {
    // Rows that are scrolled away are not there.
    await driver
      .treeItem(/^us-east-1/)
      .locator('.monaco-tl-twistie')
      .click();
    await driver.treeItem(/^No function with a file system in: sa-east-1/).waitFor();
    assert.equal(await driver.treeItem(/^sa-east-1/).count(), 0);
    await driver.expand(/^us-east-1/);
  });

  it('filters while the words are typed, and Escape brings all back', async () => {
    await driver.runFromPalette('EFS Mount Inspector: Filter Functions…');
    await driver.quickInput.getByText('Filter Functions', { exact: true }).waitFor();
    const box = driver.quickInput.locator('input').first();
    assert.equal(await box.getAttribute('placeholder'), 'For example: thumbnailer /mnt/efs');
    await box.pressSequentially('media 07');
    await driver.treeItem(/^acme-media-prod-eu-worker-07/).waitFor();
    await driver.treeItem(/^acme-media-prod-eu-worker-01/).waitFor({ state: 'detached' });
    await driver.treeItem(/^eu-west-1/).waitFor({ state: 'detached' });
    await driver.screenshot('many-functions-filter');
    await driver.page.keyboard.press('Escape');
    await driver.treeItem(/^acme-media-prod-eu-worker-01/).waitFor();
  });

  it('groups by file system and by account', async () => {
    await driver.runFromPalette('EFS Mount Inspector: Group Functions By…');
    await driver.pick('File System');
    await driver.treeItem(/^fsap-0000000000000000b, EFS · 30 functions/).waitFor();
    await driver.treeItem(/^us-east-1/).waitFor({ state: 'detached' });
    const row = driver.treeItem(/^acme-orders-prod-eu-worker-01/);
    assert.match(await row.innerText(), /^\s*…worker-01/);
    await driver.screenshot('many-functions-by-file-system');
    await driver.runFromPalette('EFS Mount Inspector: Group Functions By…');
    await driver.pick('Account');
    await driver.treeItem(/^123456789012, 61 functions/).waitFor();
    await driver.runFromPalette('EFS Mount Inspector: Group Functions By…');
    await driver.pick('Region');
    await driver.treeItem(/^us-east-1/).waitFor();
  });

  it('tells in the status bar where it looks, and that the profile names another region', async () => {
    const label = (await status().locator('a').getAttribute('aria-label')) ?? '';
    assert.match(label, /EFS Mounts: environment variables · 3 regions/);
    assert.match(label, /Profile default names ap-southeast-2/);
    await status().click();
    for (const row of ['Select AWS Profile…', 'Select AWS Regions…', 'Try the Demo', 'Show Log']) {
      await driver.quickPickRow(row).waitFor();
    }
    await driver.screenshot('connection-choice');
    await driver.page.keyboard.press('Escape');
  });

  it('says in whole sentences why a region could not be listed, and no number of functions', async () => {
    endpoint.setFaults([
      {
        operation: 'ListFunctions',
        region: 'sa-east-1',
        effect: {
          kind: 'error',
          name: 'AccessDeniedException',
          message: `User: arn:aws:iam::${account}:user/eve is not authorized to perform: lambda:ListFunctions on resource: *`,
        },
      },
    ]);
    await driver.runFromPalette('EFS Mount Inspector: Refresh');
    await driver.sidebar.getByText(/^sa-east-1: AWS denied lambda:ListFunctions/).waitFor();
    await driver
      .treeItem(/^us-east-1/)
      .locator('.monaco-tl-twistie')
      .click();
    const region = driver.treeItem(/^sa-east-1/);
    assert.doesNotMatch(await region.innerText(), /functions/);
    await driver.screenshot('many-functions-denied');
  });
});
