import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { arnOf } from '../pictures/reports';
import { settings } from '../pictures/scenes';
import { Stage } from '../pictures/stage';
import type { WorkbenchDriver } from './driver';
import { screenshotFailures } from './driver';
import { Keyboard } from './keyboard';
import { until } from '../harness/until';

/** What each entry does, to be seen. */
type Entries = Readonly<Record<string, () => Promise<unknown>>>;

describe('menus by keyboard alone', () => {
  let stage: Stage;
  let driver: WorkbenchDriver;
  let keyboard: Keyboard;
  screenshotFailures(() => driver);

  before(async () => {
    const setting = settings.find(({ name }) => name === 'an account');
    assert.ok(setting);
    stage = await Stage.open(setting, { width: 1200, height: 900 });
    driver = stage.driver;
    keyboard = new Keyboard(driver);
    await driver.openSidebar();
    await driver.treeItem(/^soft-mount-example/).waitFor();
    await driver.executeCommand('efsMountInspector.inspect', { arn: arnOf('soft-mount-example') });
    await driver.webview().locator('section#verdict').waitFor();
  });
  after(() => stage?.close());

  const visible = (locator: Locator) => () => locator.first().waitFor();
  const invokes = () => stage.account.calls.filter(({ operation }) => operation === 'Invoke').length;

  /** Uses every entry of the menu that `open` opens: no other is in it. */
  async function useAll(open: () => Promise<readonly string[]>, entries: Entries): Promise<void> {
    assert.deepEqual(await open(), Object.keys(entries));
    await keyboard.press('Escape');
    for (const [entry, isDone] of Object.entries(entries)) {
      await driver.executeCommand('workbench.action.closeAllEditors');
      await driver.executeCommand('notifications.clearAll');
      await open();
      await keyboard.choose(entry);
      await isDone();
      // A picker or a box that it has opened.
      await keyboard.press('Escape');
      await driver.quickInput.waitFor({ state: 'detached' });
    }
  }

  const menuOf =
    (...rows: readonly RegExp[]) =>
    async () => {
      await keyboard.goTo(...rows);
      return keyboard.openMenu();
    };
  const verdict = () => driver.webview().locator('section#verdict').waitFor();
  const path = () => driver.webview().locator('.mount-path svg:visible').waitFor();
  const metrics = () => driver.webview().locator('section#metrics figure').first().waitFor();
  const said = (text: string | RegExp) => visible(driver.notification(text));
  const asked = (title: string) => visible(driver.quickInput.getByText(title, { exact: true }));
  const region = /^us-east-1/;
  const reader = /^soft-mount-example/;
  const mount = /^\/mnt\/efs/;

  it('are used of a function', () =>
    useAll(menuOf(region, reader), {
      'Inspect EFS Mount': verdict,
      'Open Report': verdict,
      'Export Report…': asked('Export Report'),
      'Measure Latency…': asked('Measure Latency'),
      'Check Network Path': path,
      'Read CloudWatch Metrics': metrics,
      'Open in AWS Console': said('This function is not in the AWS console'),
      'Copy ARN': said('The ARN is on the clipboard.'),
    }));

  it('are used of a mount', () => {
    const before = invokes();
    return useAll(menuOf(region, reader, mount), {
      'Inspect EFS Mount': verdict,
      'Open Report': verdict,
      'Export Report…': asked('Export Report'),
      'Read This Directory Again': () => until(() => invokes() > before + 1),
      'Count Everything Below': said(/\/mnt\/efs: /),
      'Measure Latency…': asked('Measure Latency'),
      'Check Network Path': path,
      'Read CloudWatch Metrics': metrics,
      'Copy Path': said('The path is on the clipboard.'),
    });
  });

  it('are used of a directory', async () => {
    const models = menuOf(region, reader, mount, /^models/);
    await models();
    await keyboard.press('Escape');
    const before = invokes();
    await useAll(models, {
      'Read This Directory Again': () => until(() => invokes() > before),
      'Count Everything Below': said(/models: /),
      'Copy Path': said('The path is on the clipboard.'),
    });
  });

  it('are used of a file', () =>
    useAll(menuOf(region, reader, mount, /^README\.txt/), {
      'Open File': () => driver.page.getByRole('tab', { name: /^README\.txt/ }).waitFor(),
      'Save a Copy…': visible(driver.quickInput.locator('input')),
      'Measure Latency…': said(/soft-mount-example: /),
      'Copy Path': said('The path is on the clipboard.'),
    }));

  /** Opens the menu of a row of the report's list of files. */
  const menuInReport = (name: RegExp) => async () => {
    await driver.executeCommand('efsMountInspector.openReport', { arn: arnOf('soft-mount-example') });
    const grid = driver.webview().getByRole('grid');
    const row = grid.getByRole('row', { name });
    await row.waitFor();
    await grid.focus();
    await keyboard.press('Home');
    for (let steps = 0; steps < 20 && (await row.getAttribute('aria-selected')) !== 'true'; steps++) {
      await keyboard.press('ArrowDown');
    }
    assert.equal(await row.getAttribute('aria-selected'), 'true');
    return keyboard.openMenu();
  };

  it('are used of a directory in the report', () =>
    useAll(menuInReport(/^models /), {
      'Count Everything Below': said(/models: /),
      'Copy Path': said('The path is on the clipboard.'),
    }));

  it('are used of a file in the report', () =>
    useAll(menuInReport(/^README\.txt /), {
      'Open File': () => driver.page.getByRole('tab', { name: /^README\.txt/ }).waitFor(),
      'Save a Copy…': visible(driver.quickInput.locator('input')),
      'Measure Latency…': said(/soft-mount-example: /),
      'Copy Path': said('The path is on the clipboard.'),
    }));

  it('are used of the view, and its buttons', async () => {
    await driver.executeCommand('efsMountInspector.mounts.focus');
    await keyboard.press('Home');
    await keyboard.pressUntil('Shift+Tab', 'Inspect EFS Mount');
    const buttons = ['Filter Functions…', 'Refresh', 'Collapse All', 'Views and More Actions...'];
    for (const name of buttons) {
      await keyboard.pressUntil('ArrowRight', name);
    }
    await keyboard.press('Enter');
    assert.ok((await keyboard.menuEntries()).includes('Show Log'));
    await keyboard.press('Escape');
    const moreActions = driver.page.locator('.part.sidebar .title').getByRole('button', { name: /More/ });
    await useAll(
      async () => {
        await driver.executeCommand('efsMountInspector.mounts.focus');
        // VS Code gives the focus back to another of the buttons: the way to them is above.
        await moreActions.click();
        return keyboard.menuEntries();
      },
      {
        'Group Functions By…': asked('Group Functions By'),
        'Select AWS Profile…': asked('Select AWS Profile'),
        'Select Regions…': asked('Select Regions'),
        'Try the Demo': () => driver.treeItem(/^Demo/).waitFor(),
        'Show First Steps': visible(driver.page.locator('.getting-started-step')),
        'Copy Probe Template': said('clipboard'),
        'Show Log': visible(driver.page.locator('[id="workbench.panel.output"]')),
      },
    );
  });

  it('stop what runs, and delete a temporary probe, from the palette', async () => {
    await driver.executeCommand('efsMountInspector.stopDemo');
    stage.account.setFaults([{ operation: 'ListFunctions', effect: { kind: 'hang' } }]);
    stage.start('refresh');
    await driver.sidebar.getByText('looking for functions…').waitFor();
    const stopped = () => driver.treeItem(/^Stopped: go on/);
    await keyboard.run('EFS Mount Inspector: Stop Looking for Functions', stopped);
    stage.account.setFaults([{ operation: 'Invoke', effect: { kind: 'hang' } }]);
    await driver.executeCommand('efsMountInspector.refresh');
    await driver.treeItem(/^soft-mount-example/).waitFor();
    stage.start('inspect', { arn: arnOf('soft-mount-example') });
    await driver.webview().getByRole('button', { name: 'Cancel' }).first().waitFor();
    const again = () => driver.webview().getByRole('button', { name: 'Inspect Again' });
    await keyboard.run('EFS Mount Inspector: Cancel Inspection', again);
    stage.account.setFaults([]);
    await driver.executeCommand('workbench.action.closeAllEditors');
    stage.start('inspect', { arn: arnOf('thumbnailer') });
    await driver.quickPickRow(/Temporary probe/).waitFor();
    await keyboard.press('Enter');
    await driver.dialog.waitFor();
    await keyboard.press('Enter');
    await driver.treeItem(/^thumbnailer.*temporary probe exists/).waitFor();
    const gone = () => driver.treeItem(/^thumbnailer(?!.*temporary probe exists)/);
    await keyboard.run('EFS Mount Inspector: Delete Temporary Probe', gone);
  });
});
