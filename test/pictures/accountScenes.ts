import type { Fault, FaultEffect } from '../../src/local/index';
import { deployOther } from '../harness/deployOther';
import { deployed } from './deployedFunction';
import { arnOf, failed, showReport } from './reports';
import type { Scene, Stage } from './stage';

const softMount = 'soft-mount-example';
const user = 'arn:aws:iam::123456789012:user/eve';

const denied = (action: string): FaultEffect => ({
  kind: 'error',
  name: 'AccessDeniedException',
  message: `User: ${user} is not authorized to perform: ${action} on resource: *`,
});

const timedOut: FaultEffect = {
  kind: 'reply',
  status: 200,
  headers: { 'X-Amz-Function-Error': 'Unhandled', 'content-type': 'application/json' },
  body: '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1 Error: Task timed out after 3.00 seconds"}',
};

const proxy: FaultEffect = {
  kind: 'reply',
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html>proxy</html>',
};

const hanging: Fault = { operation: 'Invoke', effect: { kind: 'hang' } };

/** While a function does not answer. */
const running: Scene = {
  name: 'running',
  surface: 'report',
  async show(stage) {
    const { account, driver, start } = stage;
    await driver.executeCommand('workbench.action.closeAllEditors');
    await listed(stage);
    account.setFaults([hanging]);
    start('inspect', { arn: arnOf(softMount) });
    await driver.webview().locator('.status-line').waitFor();
  },
};

/** What a person sees while something runs, is known, or has failed in an account. */
export const accountScenes: readonly Scene[] = [
  {
    name: 'listing',
    surface: 'sidebar',
    async show(stage) {
      await list(stage, [{ operation: 'ListFunctions', effect: { kind: 'hang' } }], /^us-east-1/);
    },
  },
  {
    name: 'listing-cancelled',
    surface: 'sidebar',
    async show({ driver }) {
      await driver.executeCommand('efsMountInspector.cancelDiscovery');
      await driver.treeItem(/^us-east-1/).waitFor();
    },
  },
  {
    name: 'listing-denied',
    surface: 'sidebar',
    async show(stage) {
      stage.account.setFaults([{ operation: 'ListFunctions', effect: denied('lambda:ListFunctions') }]);
      await stage.driver.openSidebar();
      stage.start('refresh');
      await stage.driver.sidebar.getByText('lambda:ListFunctions').first().waitFor();
    },
  },
  {
    name: 'listed',
    surface: 'sidebar',
    async show(stage) {
      await list(stage, [], new RegExp(`^${softMount}`));
    },
  },
  {
    name: 'filter',
    surface: 'sidebar',
    transient: true,
    async show(stage) {
      await list(stage, [], new RegExp(`^${softMount}`));
      await stage.driver.executeCommand('workbench.action.closeQuickOpen');
      stage.start('filter');
      await stage.driver.quickInput.locator('input').first().waitFor();
      await stage.driver.quickInput.locator('input').first().fill('example');
    },
  },
  {
    name: 'way-choice',
    surface: 'sidebar',
    transient: true,
    async show(stage) {
      const { driver, start } = stage;
      await driver.executeCommand('workbench.action.closeQuickOpen');
      await driver.executeCommand('efsMountInspector.clearFilter');
      await listed(stage);
      start('inspect', { arn: arnOf('thumbnailer') });
      await driver.quickInput.locator('.monaco-list-row').nth(2).waitFor();
    },
  },
  {
    name: 'temporary-probe-asked',
    surface: 'sidebar',
    transient: true,
    async show(stage) {
      const { driver, start } = stage;
      // The dialog of before, and the question before it.
      await driver.page.keyboard.press('Escape');
      await driver.executeCommand('workbench.action.closeQuickOpen');
      await listed(stage);
      start('inspect', { arn: arnOf('thumbnailer') });
      await driver.quickInput.locator('.monaco-list-row').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'temporary-probe-exists',
    surface: 'report',
    async show(stage) {
      const { driver, start } = stage;
      await driver.page.keyboard.press('Escape');
      await driver.executeCommand('workbench.action.closeAllEditors');
      await listed(stage);
      start('inspect', { arn: arnOf('thumbnailer') });
      await driver.quickInput.locator('.monaco-list-row').first().click();
      await driver.dialog.locator('.monaco-button:not(.secondary)').first().click();
      await driver.webview().locator('main .notice .button').first().waitFor();
      await driver.webview().locator('section#verdict').waitFor();
    },
  },
  running,
  {
    name: 'cancelled',
    surface: 'report',
    async show(stage) {
      await running.show(stage);
      await stage.driver.executeCommand('efsMountInspector.cancelInspection', { arn: arnOf(softMount) });
      await stage.driver.webview().locator('.title-bar .button.primary').waitFor();
    },
  },
  failing('failed-denied', denied('lambda:InvokeFunction')),
  failing('failed-expired', {
    kind: 'error',
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  }),
  failing('failed-timeout', timedOut),
  failing('failed-proxy', proxy),
  failing('failed-mount', { kind: 'error', name: 'EFSMountConnectivityException', message: 'No.' }, [
    { operation: 'DescribeFileSystemPolicy', effect: denied('elasticfilesystem:DescribeFileSystemPolicy') },
  ]),
  {
    name: 'done',
    surface: 'report',
    async show(stage) {
      stage.account.setFaults([]);
      await showReport(stage.driver, 'inspect', softMount);
      await stage.driver.webview().locator('section#verdict').waitFor();
    },
  },
  {
    name: 'running-again',
    surface: 'report',
    async show(stage) {
      await inspectedOnce(stage);
      stage.account.setFaults([hanging]);
      stage.start('inspect', { arn: arnOf(softMount) });
      await stage.driver.webview().locator('main .notice').first().waitFor();
    },
  },
  {
    name: 'failed-again',
    surface: 'report',
    async show(stage) {
      await inspectedOnce(stage);
      stage.account.setFaults([{ operation: 'Invoke', effect: denied('lambda:InvokeFunction') }]);
      await stage.driver.executeCommand('efsMountInspector.inspect', { arn: arnOf(softMount) });
      await failed(stage.driver);
    },
  },
  {
    name: 'stale',
    surface: 'report',
    async show(stage) {
      await inspectedOnce(stage, deployed);
      await deployOther(stage.account, deployed);
      await stage.driver.executeCommand('efsMountInspector.refresh');
      await stage.driver.webview().locator('.status-line .status-warning').waitFor();
    },
  },
  {
    name: 'offline',
    surface: 'report',
    async show({ account, driver }) {
      await driver.executeCommand('workbench.action.closeAllEditors');
      await account.close();
      await driver.executeCommand('efsMountInspector.inspect', { arn: arnOf('small-transfer-example') });
      await failed(driver);
    },
  },
  {
    name: 'listing-offline',
    surface: 'sidebar',
    async show({ account, driver }) {
      await account.close();
      await driver.openSidebar();
      await driver.executeCommand('efsMountInspector.refresh');
      await driver.sidebar.locator('.tree-explorer-viewlet-tree-view .message').waitFor();
    },
  },
];

/** Ends when the functions are listed, and nothing goes wrong any more. */
async function listed({ account, driver }: Stage): Promise<void> {
  account.setFaults([]);
  // A picker of before stays until it is answered.
  await driver.executeCommand('workbench.action.closeQuickOpen');
  if ((await driver.treeItem(/^thumbnailer/).count()) === 0) {
    await driver.executeCommand('efsMountInspector.refresh');
    await driver.treeItem(/^thumbnailer/).waitFor();
  }
}

async function list({ account, driver, start }: Stage, faults: readonly Fault[], row: RegExp): Promise<void> {
  account.setFaults(faults);
  await driver.openSidebar();
  start('refresh');
  await driver.treeItem(row).first().waitFor();
}

/** A report of before, so that what comes next comes beside it. */
async function inspectedOnce(stage: Stage, name = softMount): Promise<void> {
  const { driver } = stage;
  await listed(stage);
  await driver.executeCommand('efsMountInspector.cancelInspection', { arn: arnOf(name) });
  await showReport(driver, 'inspect', name);
  await driver.webview().locator('section#verdict').waitFor();
}

/** A first inspection that Invoke ends. */
function failing(scene: string, effect: FaultEffect, others: readonly Fault[] = []): Scene {
  return {
    name: scene,
    surface: 'report',
    async show(stage) {
      const { account, driver } = stage;
      await listed(stage);
      account.setFaults([{ operation: 'Invoke', effect }, ...others]);
      await showReport(driver, 'inspect', softMount);
      await failed(driver);
    },
  };
}
