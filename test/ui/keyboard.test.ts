import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { until } from '../harness/until';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';
import { Keyboard } from './keyboard';

const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
    }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
  };
};
const hidden = new Set(
  contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
);

/** Every command of the palette, by its id without the prefix, as a person types it. */
const palette = new Map(
  contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ category, command, title }) => {
      const name = words[title.slice(1, -1)] ?? '';
      return [command.slice('efsMountInspector.'.length), category ? `EFS Mount Inspector: ${name}` : name];
    }),
);

describe('by keyboard alone', () => {
  let driver: WorkbenchDriver;
  let keyboard: Keyboard;
  const done = new Set<string>();
  screenshotFailures(() => driver);

  before(async () => {
    driver = await launchWorkbench({ width: 1200, height: 900 });
    keyboard = new Keyboard(driver);
    await driver.openSidebar();
  });
  after(() => driver?.close());

  const press = (...keys: readonly string[]) => keyboard.press(...keys);

  /** Runs a command of the palette without a pointer, and waits for what it shows. */
  async function run(id: string, shown: () => Locator | Promise<Locator>): Promise<void> {
    const title = palette.get(id);
    assert.ok(title, `${id} is in the palette`);
    // A long list of messages keeps its place when one is added above.
    await driver.executeCommand('notifications.clearAll');
    await keyboard.run(title, shown);
    done.add(id);
  }
  // The palette's own row says more than the title of what it opens.
  const inPicker = (text: string) => () => driver.quickInput.getByText(text, { exact: true });
  // Of four messages within 800 ms, VS Code shows three. Its list has all, and closes when what was under way is done.
  const inMessage = (text: string | RegExp) => async () => {
    const message = driver.page
      .locator('.notifications-center .notification-list-item')
      .filter({ hasText: text });
    await until(async () => {
      await driver.executeCommand('notifications.showList');
      return (await message.count()) > 0;
    });
    return message;
  };

  it('starts the demo, and works in the tree: opens a row, its report and its menu', async () => {
    await run('tryDemo', () => driver.treeItem(/^cmd-function/));
    await driver.webview().locator('#verdict').waitFor();
    await driver.executeCommand('efsMountInspector.mounts.focus');
    await keyboard.goTo(/^Demo/, /^Recorded/, /^cmd-function/, /^\/mnt\/efs/);
    await keyboard.goTo(/^cmd-function/);
    const entries = await keyboard.openMenu();
    assert.deepEqual(entries, [
      'Inspect EFS Mount',
      'Open Report',
      'Export Report…',
      'Measure Latency…',
      'Copy ARN',
      ...entries.filter(text => /^(Mark|Unmark) as Shell Probe/.test(text)),
    ]);
    await keyboard.choose('Copy ARN');
    await driver.notification('The ARN is on the clipboard.').waitFor();
    await driver.executeCommand('notifications.clearAll');
  });

  it('uses every command of the palette', async () => {
    const { page, quickInput } = driver;
    await run('inspect', () =>
      driver.quickInput.locator('input[placeholder="Function whose mount to inspect"]'),
    );
    await press('Escape');
    await run('refresh', () => driver.treeItem(/^cmd-function/));
    await run('filter', inPicker('Filter Functions'));
    await quickInput.locator('input:focus').waitFor();
    await page.keyboard.type('soft');
    await press('Enter');
    await driver.treeItem(/^cmd-function/).waitFor({ state: 'detached' });
    await run('clearFilter', () => driver.treeItem(/^cmd-function/));
    for (const [id, title] of [
      ['groupFunctions', 'Group Functions By'],
      ['chooseConnection', 'Where to Look for Functions'],
      ['selectProfile', 'Select AWS Profile'],
      ['selectRegions', 'Select Regions'],
      ['exportReport', 'Export Report'],
      ['measureLatency', 'Measure Latency'],
    ] as const) {
      await run(id, inPicker(title));
      await press('Escape');
      await quickInput.waitFor({ state: 'detached' }).catch(() => undefined);
    }
    // Those that are about the report in front.
    await run('openInConsole', inMessage('This function is not in the AWS console'));
    await run('readMetrics', inMessage('The metrics of the file system of cmd-function could not be read.'));
    await run('checkNetwork', inMessage('The network between cmd-function and its file system'));
    await run('unmarkAsShellProbe', inMessage('is not marked in your settings'));
    await run('copyIamPolicy', () => driver.quickPickRow('Installed probe'));
    await press('Enter');
    const copied = await inMessage('The IAM policy is on the clipboard.')();
    await copied.waitFor();
    await run('markAsShellProbe', () => driver.dialog.getByText(/run shell commands/));
    await press('Escape');
    await driver.dialog.waitFor({ state: 'detached' });
    await run('copyProbeTemplate', inMessage('clipboard'));
    await run('checkAllTemplates', inMessage('Templates that mount a file system'));
    await run('showFirstSteps', () => page.locator('.getting-started-step'));
    await run('showLog', () =>
      page.locator('.panel .output-view, .output-view-container, [id="workbench.panel.output"]'),
    );
    await run('forgetEverythingKept', inMessage('Forgotten'));
    await run('deleteLeftoverProbes', inMessage(/leftover probes/));
    assert.deepEqual(
      [...palette.keys()].filter(id => !done.has(id) && !elsewhere.has(id)),
      [],
      'a command that nobody has used from the keyboard',
    );
  });

  it('stops the demo', async () => {
    await run('stopDemo', () => driver.sidebar.getByText('No usable AWS credentials were found'));
  });
});

/** There only while something runs or exists: keyboardMenus.test.ts uses them. */
const elsewhere = new Set(['stopDemo', 'cancelInspection', 'cancelDiscovery', 'deleteTemporaryProbe']);
