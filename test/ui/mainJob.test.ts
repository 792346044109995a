import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

/** A part of the report by its anchor. */
const part = (driver: WorkbenchDriver, id: string) => driver.webview().locator(`section#${id}`);

async function inspectFromPalette(driver: WorkbenchDriver, name: string): Promise<void> {
  // A report opened just before takes the focus once it has loaded, which would close the palette.
  await driver.openSidebar();
  await driver.runFromPalette('Inspect EFS Mount');
  await driver.quickInput.locator('input').first().fill(name);
  await driver.pick(name);
  await driver.webview().getByRole('heading', { level: 1, name }).waitFor();
  await part(driver, 'verdict').waitFor();
}

/** Texts of the cells of one column of a part's table. */
async function firstCells(driver: WorkbenchDriver, id: string): Promise<string[]> {
  const rows = part(driver, id).locator('table').first().locator('tbody tr');
  return (await rows.locator(':scope > :first-child').allInnerTexts()).map(text => text.trim());
}

describe('inspecting on the demo', () => {
  let driver: WorkbenchDriver;
  screenshotFailures(() => driver);

  before(async () => {
    driver = await launchWorkbench({ width: 1400, height: 900 });
    await driver.openSidebar();
  });
  after(() => driver?.close());

  it('says what to do where there are no credentials, and starts the demo from there, with a first report', async () => {
    await driver.sidebar.getByText('No usable AWS credentials were found').waitFor();
    await driver.screenshot('welcome');
    await driver.sidebar.getByRole('button', { name: 'Try the Demo' }).click();
    await driver.treeItem(/^cmd-function/).waitFor();
    // How real they are is said above them, where nothing cuts it, in the order of a story.
    const rows = await driver.sidebar.getByRole('treeitem').allInnerTexts();
    const order = ['Recorded 2022-04-29', 'cmd-function', 'Constructed examples', 's3files-example'];
    assert.deepEqual(
      order.map(text => rows.findIndex(row => row.includes(text))),
      [1, 2, 3, 4],
      rows.join('\n'),
    );
    await driver.webview().getByRole('heading', { level: 1, name: 'cmd-function' }).waitFor();
  });

  it('shows all of the function that was recorded in 2022', async () => {
    await inspectFromPalette(driver, 'cmd-function');
    const report = driver.webview();
    await report.getByText('Hard mount: the kernel retries until EFS answers.', { exact: true }).waitFor();
    await report.getByText('Recorded 2022-04-29').first().waitFor();
    const options = await firstCells(driver, 'options');
    const printed = readFileSync('src/local/demo/recorded/cat-proc-mounts.txt', 'utf8')
      .split('\n')
      .find(line => line.includes(' nfs4 '))
      ?.split(' ')[3]
      ?.split(',')
      .map(option => option.split('=')[0] ?? '');
    assert.equal(printed?.length, 16);
    assert.deepEqual(options.slice(0, 16), printed);
    assert.deepEqual(await firstCells(driver, 'storage'), ['/mnt/efs'], 'what the reader came for');
    await part(driver, 'storage').getByText('Other file systems of the execution environment (5)').waitFor();
    await part(driver, 'storage')
      .getByText(/elastic/i)
      .first()
      .waitFor();
    await part(driver, 'environment').getByText('sbx_user1051').waitFor();
    await part(driver, 'findings').getByText('Nothing differs').waitFor();
    await driver.screenshot('recorded-dark');
  });

  it('lists the directories that were recorded', async () => {
    const files = part(driver, 'files');
    await files.scrollIntoViewIfNeeded();
    await files.getByText('selinux', { exact: true }).first().waitFor();
    await files.getByText('bin', { exact: true }).first().dblclick();
    await files.getByText('basename').first().waitFor();
    await driver.screenshot('recorded-files');
  });

  it('gives each constructed example its own findings and no other', async () => {
    const expected: Record<string, RegExp[]> = {
      'reserved-port-example': [/port/i],
      'soft-mount-example': [/soft/i],
      's3files-example': [],
      'small-transfer-example': [/^Warning\s*Reads and writes are cut into pieces of 64\.0 KiB\.$/],
    };
    for (const [name, titles] of Object.entries(expected)) {
      await inspectFromPalette(driver, name);
      await driver.webview().getByText('Constructed example').first().waitFor();
      const found = await part(driver, 'findings').getByRole('heading', { level: 3 }).allInnerTexts();
      assert.equal(found.length, titles.length, `${name}: ${found.join(' | ')}`);
      titles.forEach((title, index) => assert.match(found[index] ?? '', title));
      await driver.screenshot(`report-${name}`);
    }
  });

  it('explains why Lambda cannot mount a file system, and which cause is certain', async () => {
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick('unmountable-example');
    const causes = driver.webview().locator('.cause');
    await causes.first().getByText('This is the cause').waitFor();
    assert.match(await causes.first().innerText(), /The file system has no mount target at all/);
    await driver.webview().getByText('Constructed example').first().waitFor();
    assert.match(
      (await driver.treeItem(/^unmountable-example/).innerText()) ?? '',
      /mount target not reached/,
    );
    await driver.screenshot('report-unmountable');
  });

  it('says of a mount that does not answer what that means and what to do', async () => {
    await inspectFromPalette(driver, 'unresponsive-example');
    await part(driver, 'findings')
      .getByText(/did not return in time/i)
      .first()
      .waitFor();
    await driver.screenshot('report-unresponsive');
  });

  it('really probes this machine', async () => {
    await inspectFromPalette(driver, 'this-machine');
    const environment = part(driver, 'environment');
    await environment.getByText(os.release()).first().waitFor();
    const raw = await part(driver, 'raw').innerText();
    assert.match(raw, /\/proc\/self\/mountinfo/);
    const mountPoints = await part(driver, 'storage').innerText();
    assert.match(mountPoints, /(^|\s)\/(\s|$)/m);
    await driver.screenshot('report-this-machine');
  });

  it('shows verdicts in the tree, and opens directories below a mount', async () => {
    await driver.openSidebar();
    await driver
      .treeItem(/^soft-mount-example/)
      .getByText(/soft, \d finding/)
      .waitFor();
    await driver.expand(/^this-machine/);
    await driver.expand(/^\/,? /);
    await driver.treeItem(/^etc/).first().waitFor();
    await driver.screenshot('tree-files');
  });

  it('keeps reports over a window reload', async () => {
    await driver.reload();
    // Which tab VS Code shows then depends on when it last noted its tabs.
    await driver.webview().getByRole('heading', { level: 1 }).waitFor();
    await driver.openSidebar();
    const recorded = driver.treeItem(/^cmd-function/);
    await recorded.getByText(/hard/).waitFor();
    await recorded.click();
    await driver.webview().getByRole('heading', { level: 1, name: 'cmd-function' }).waitFor();
    await part(driver, 'verdict').waitFor();
  });

  it('filters the functions', async () => {
    await driver.runFromPalette('EFS Mount Inspector: Filter Functions…');
    await driver.quickInput.locator('input').first().fill('soft');
    await driver.page.keyboard.press('Enter');
    await driver.treeItem(/^cmd-function/).waitFor({ state: 'detached' });
    await driver.treeItem(/^soft-mount-example/).waitFor();
    await driver.runFromPalette('EFS Mount Inspector: Clear Filter');
    await driver.treeItem(/^cmd-function/).waitFor();
  });

  it('looks right in every theme, narrow and wide', async () => {
    await inspectFromPalette(driver, 'small-transfer-example');
    for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
      await driver.setTheme(theme);
      for (const width of [760, 1400]) {
        await driver.resize(width, 900);
        await driver.screenshot(`theme-${theme}-${width}`);
        const overflow = await driver
          .webview()
          .locator('html')
          .evaluate(page => page.scrollWidth - page.clientWidth);
        assert.equal(overflow, 0, `the report scrolls sideways at ${width} in ${theme}`);
      }
    }
    await driver.resize(1400, 900);
  });

  it('raises no error in the page', () => {
    assert.deepEqual(driver.pageErrors, []);
  });
});
