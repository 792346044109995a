import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { probeFunction } from '../harness/probeFunction';
import { projectRoot } from '../harness/projectRoot';
import { testKey, testKeyVariables } from '../harness/testKey';
import { bulkRoot } from '../unit/probe/scratch';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const many = 100_000;
const htmlName = '<img src=x onerror=document.title=1>.txt';

describe('files of a mount', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let folder: string;
  let mount: string;
  screenshotFailures(() => driver);

  before(async () => {
    folder = mkdtempSync(path.join(bulkRoot, 'ui-files-'));
    mount = path.join(folder, 'mount');
    mkdirSync(path.join(mount, 'many'), { recursive: true });
    mkdirSync(path.join(mount, 'few'));
    for (let index = 0; index < many; index++) {
      writeFileSync(path.join(mount, 'many', `part-${String(index).padStart(6, '0')}`), '');
    }
    writeFileSync(path.join(mount, 'hello.json'), '{"a": 1}\n');
    writeFileSync(path.join(mount, 'grows.log'), 'a line of a log\n'.repeat(100_000));
    writeFileSync(path.join(mount, htmlName), 'html');
    writeFileSync(path.join(mount, '\u001b[31mred\u001b[0m.log'), 'red');
    writeFileSync(path.join(folder, 'secret.txt'), 'secret');
    symlinkSync('../secret.txt', path.join(mount, 'leaves'));

    const distDir = path.join(projectRoot, 'dist');
    endpoint = await startLocalLambda({
      distDir,
      demo: true,
      accessKey: testKey,
      functions: [probeFunction('files-function', mount)],
    });
    driver = await launchWorkbench({
      width: 1400,
      height: 900,
      settings: {
        'efsMountInspector.aws.endpoint': endpoint.url,
        'efsMountInspector.aws.regions': ['us-east-1'],
      },
      env: testKeyVariables,
    });
    await inspect('files-function');
    await driver.expand(/^files-function/);
    await driver.expand(new RegExp(`^${mount}`));
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function inspect(name: string): Promise<void> {
    await driver.openSidebar();
    await driver.treeItem(new RegExp(`^${name}`)).waitFor();
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.quickInput.locator('input').first().fill(name);
    await driver.pick(name);
    await driver.webview().getByRole('heading', { level: 1, name }).waitFor();
    await driver.webview().locator('section#files').waitFor();
  }

  /** What the active editor shows, once it shows a file of this name. */
  async function editorOf(name: string): Promise<{ text: string; path: string }> {
    for (let attempt = 0; attempt < 150; attempt++) {
      const shown = await driver.evaluateInHost(api => {
        const document = api.window.activeTextEditor?.document;
        return document && { text: document.getText(), path: document.uri.path };
      });
      if (shown?.path.endsWith(`/${name}`)) {
        return shown;
      }
      await driver.page.waitForTimeout(100);
    }
    return assert.fail(`no editor shows ${name}`);
  }

  /** Moves on in the tree, as with the keyboard, until a row is there. */
  async function pageDownTo(name: string): Promise<void> {
    const row = driver.treeItem(name);
    for (let press = 0; press < 150 && !(await row.isVisible()); press++) {
      await driver.page.keyboard.press('PageDown');
    }
    await row.waitFor();
  }

  it('open in an editor that cannot write to them', async () => {
    await driver.treeItem(/^hello\.json/).click();
    const { text, path: shownPath } = await editorOf('hello.json');
    assert.equal(text, '{"a": 1}\n');
    assert.equal(shownPath, `/files-function${mount}/hello.json`);
    const writable = await driver.evaluateInHost(api => api.workspace.fs.isWritableFileSystem('efs-mount'));
    assert.equal(writable, false);
    await driver.screenshot('files-open');
  });

  it('with names that try to be something else are text, and open', async () => {
    const row = driver.treeItem('␛[31mred␛[0m.log');
    await row.click();
    assert.equal((await editorOf('␛[31mred␛[0m.log')).text, 'red');
    await driver.treeItem(htmlName).click();
    assert.equal((await editorOf(htmlName)).text, 'html');
    assert.equal(await driver.page.locator('img[src=x]').count(), 0);
    assert.notEqual(await driver.page.title(), '1');
  });

  it('are refused where a link leaves the mount', async () => {
    await driver.treeItem(/^leaves/).click();
    await driver.notification('leads outside the mount').first().waitFor();
    const texts = await driver.evaluateInHost(api => api.workspace.textDocuments.map(each => each.getText()));
    assert.ok(!texts.includes('secret'));
    await driver.executeCommand('notifications.clearAll');
  });

  it('that are large are asked about, and said to have changed while they were read', async () => {
    await driver.treeItem(/^grows\.log/).click();
    await driver.dialog.getByText('grows.log has 1.5 MiB.').waitFor();
    appendFileSync(path.join(mount, 'grows.log'), 'one more line\n');
    await driver.dialog.getByRole('button', { name: 'Open All of It' }).click();
    await driver.notification('changed while it was read').waitFor();
    assert.equal((await editorOf('grows.log')).text.length, 1_600_000);
    await driver.screenshot('files-changed');
    await driver
      .notification('changed while it was read')
      .getByRole('button', { name: 'Read Again' })
      .click();
    await driver.dialog.getByRole('button', { name: 'Open All of It' }).click();
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await editorOf('grows.log')).text.endsWith('one more line\n')) {
        return;
      }
      await driver.page.waitForTimeout(100);
    }
    assert.fail('the file was not read again');
  });

  it('are copied to disk, whole and under their own name', async () => {
    const copy = path.join(folder, 'copy.log');
    await driver.chooseFromContextMenu(driver.treeItem(/^grows\.log/), 'Save a Copy…');
    // It first lists the workspace's folder, and replaces what was typed before.
    await driver.quickPickRow(/^template\.yaml$/).waitFor();
    await driver.quickInput.locator('input').first().fill(copy);
    await driver.quickPickRow(/^secret\.txt$/).waitFor();
    await driver.page.keyboard.press('Enter');
    await driver.notification('was saved to').waitFor();
    assert.ok(readFileSync(copy).equals(readFileSync(path.join(mount, 'grows.log'))));
    assert.deepEqual(
      readdirSync(folder).filter(name => name.endsWith('.part')),
      [],
    );
    await driver.executeCommand('notifications.clearAll');
  });

  it('are there in the tree after their directory was read again', async () => {
    await driver.expand(/^few/);
    await driver.treeItem(/^This directory is empty/).waitFor();
    writeFileSync(path.join(mount, 'few', 'late.txt'), '');
    await driver.clickInlineAction(/^few/, 'Read This Directory Again');
    await driver.treeItem(/^late\.txt/).waitFor();
    await driver.treeItem(/^few/).locator('.monaco-tl-twistie').click();
  });

  it('are shown in part in the tree where there are very many, and counted', async () => {
    await driver.expand(/^many/);
    await driver
      .treeItem(/^part-/)
      .first()
      .waitFor();
    const row = driver.treeItem(/^many/);
    await driver.chooseFromContextMenu(row, 'Count Everything Below');
    await driver.notification('100,000 files and 0 directories').waitFor();
    await driver.screenshot('files-many-tree');
    await driver.executeCommand('notifications.clearAll');
    await driver.page.keyboard.press('Escape');
    await driver.sidebar.locator('.monaco-list').first().focus();
    await pageDownTo('Show more 1,000 of 10,000 entries are shown');
    await driver.treeItem('Show more 1,000 of 10,000 entries are shown').click();
    await pageDownTo('Show more 2,000 of 10,000 entries are shown');
    await driver.page.keyboard.press('Home');
    await row.locator('.monaco-tl-twistie').click();
    await driver.treeItem(/^hello\.json/).waitFor();
  });

  it('are all listed in the report, each once', async () => {
    await driver.page.getByRole('tab', { name: /EFS: files-function/ }).click();
    const report = driver.webview();
    await report.locator('.file-row', { hasText: 'many' }).first().getByRole('button').click();
    await report.getByText('10,000 entries, and there are more').waitFor();
    await report.getByRole('button', { name: 'Load All' }).click();
    await report.getByText('100,000 entries', { exact: true }).waitFor({ timeout: 60_000 });
    await report.getByRole('grid').focus();
    await driver.page.keyboard.press('End');
    await report.locator('.file-row[aria-selected=true]', { hasText: 'part-099999' }).waitFor();
    await driver.screenshot('files-many-report');
  });

  it('on a mount that hangs cost their own place in the tree', async () => {
    await inspect('unresponsive-example');
    await driver.expand(/^unresponsive-example/);
    const mounts = driver.treeItem(/^\/mnt\/efs/);
    await mounts.first().waitFor();
    await driver.expand(/^\/mnt\/efs/);
    await driver.treeItem(/could not be read\. Select to try again/).waitFor();
    await driver
      .treeItem(/^hello\.json/)
      .first()
      .waitFor({ state: 'attached' });
    await driver.screenshot('files-hung');
  });
});
