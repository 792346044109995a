import type { Fault, FaultEffect } from '../../src/local/index';
import { arnOf, failed, showReport } from './reports';
import type { Scene, Stage } from './stage';

const healthy = 'small-transfer-example';
const creditsUsedUp = 'credits-used-up-example';
const s3Files = 's3files-example';

/** Calls of EC2 that the way from a function to its file system is read by. */
const ec2Reads = [
  'DescribeSubnets',
  'DescribeSecurityGroupRules',
  'DescribeSecurityGroups',
  'DescribeNetworkAcls',
  'DescribeVpcAttribute',
  'DescribeVpcs',
  'DescribeDhcpOptions',
];

const noConnection: FaultEffect = {
  kind: 'error',
  name: 'EFSMountConnectivityException',
  message: 'The function could not connect to the file system.',
};

const denied: FaultEffect = {
  kind: 'error',
  name: 'AccessDeniedException',
  message: 'You are not authorized.',
};

/** What AWS tells of what lies around a mount: the path to it, CloudWatch, latency, S3 Files, and what puts it right. */
export const worldScenes: readonly Scene[] = [
  unmounted('path-closed', 'closed-group-example'),
  {
    name: 'path-table',
    surface: 'report',
    from: '.mount-path details',
    async show(stage) {
      await showUnmounted(stage, 'closed-group-example');
      await stage.driver.webview().locator('.mount-path summary').click();
    },
  },
  { ...unmounted('path-open', healthy, { operation: 'Invoke', effect: noConnection }), isVariant: true },
  {
    ...unmounted('path-other-zone', 'unresponsive-example', { operation: 'Invoke', effect: noConnection }),
    isVariant: true,
  },
  unmounted('denied-by-policy', 'denied-by-policy-example'),
  unmounted(
    'path-not-known',
    healthy,
    { operation: 'Invoke', effect: noConnection },
    ...ec2Reads.map((operation): Fault => ({ operation, effect: denied })),
  ),
  {
    ...unmounted('s3files-unmounted', s3Files, {
      operation: 'Invoke',
      effect: { ...noConnection, name: 'S3FilesMountConnectivityException' },
    }),
    isVariant: true,
  },
  {
    name: 'fix-to-copy',
    surface: 'report',
    from: '.failure',
    async show(stage) {
      await showUnmounted(stage, 'closed-group-example');
      await stage.driver.webview().locator('[data-fix] button').first().click();
    },
  },
  {
    name: 'metrics-not-read',
    surface: 'report',
    isVariant: true,
    from: '#metrics',
    show: stage => showInspected(stage, healthy),
  },
  {
    name: 'metrics-reading',
    surface: 'report',
    from: '#metrics',
    async show(stage) {
      await showInspected(stage, healthy);
      stage.account.setFaults([{ operation: 'GetMetricData', effect: { kind: 'hang' } }]);
      await readMetrics(stage);
      await stage.driver.webview().locator('.metrics-place').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'metrics-denied',
    surface: 'report',
    from: '#metrics',
    async show(stage) {
      await showInspected(stage, 'reserved-port-example');
      stage.account.setFaults([{ operation: 'GetMetricData', effect: denied }]);
      await readMetrics(stage);
      await stage.driver.webview().locator('#metrics .notice').waitFor();
    },
  },
  { ...metrics('metrics-elastic', 'soft-mount-example'), isVariant: true },
  metrics('metrics-s3files', s3Files),
  {
    name: 'metrics-credits-used-up',
    surface: 'report',
    from: '.failure-metrics',
    async show(stage) {
      await showUnmounted(stage, creditsUsedUp);
      await readMetrics(stage);
      await stage.driver.webview().locator('.sparkline').first().waitFor();
    },
  },
  {
    name: 'credits-used-up',
    surface: 'report',
    isVariant: true,
    async show(stage) {
      await showUnmounted(stage, creditsUsedUp);
    },
  },
  {
    name: 'latency-not-measured',
    surface: 'report',
    from: '#latency',
    show: stage => showInspected(stage, healthy),
  },
  {
    name: 'latency-measuring',
    surface: 'report',
    from: '#latency',
    async show(stage) {
      await showInspected(stage, healthy);
      stage.account.setFaults([{ operation: 'Invoke', effect: { kind: 'hang' } }]);
      await measureLatency(stage);
      await stage.driver
        .webview()
        .getByRole('button', { name: /^(Stop Measuring|測定を中止)$/ })
        .waitFor();
    },
  },
  {
    name: 'latency-refused',
    surface: 'report',
    isVariant: true,
    from: '#latency',
    async show(stage) {
      await showInspected(stage, healthy);
      stage.account.setFaults([{ operation: 'Invoke', effect: denied }]);
      await measureLatency(stage);
      await stage.driver.page.locator('.notifications-toasts .notification-list-item').first().waitFor();
      await stage.driver.webview().locator('#latency [role=alert] .notice').waitFor();
    },
  },
  {
    name: 'latency',
    surface: 'report',
    from: '#latency',
    async show(stage) {
      await showInspected(stage, 'soft-mount-example');
      await measureLatency(stage);
      await stage.driver.webview().locator('.histogram').first().waitFor();
    },
  },
  {
    name: 's3files-described',
    surface: 'report',
    from: '#environment',
    async show(stage) {
      await showInspected(stage, s3Files);
      await stage.driver.webview().locator('#environment .setup').waitFor();
    },
  },
];

/** A function that Lambda could not start, when all that AWS tells of the way to its file system is there. */
function unmounted(name: string, functionName: string, ...faults: readonly Fault[]): Scene {
  return { name, surface: 'report', show: stage => showUnmounted(stage, functionName, faults) };
}

async function showUnmounted(
  { account, driver }: Stage,
  functionName: string,
  faults: readonly Fault[] = [],
): Promise<void> {
  account.setFaults(faults);
  await listed(driver, functionName);
  await showReport(driver, 'inspect', functionName);
  await failed(driver);
  await driver.webview().locator('.failure .setup').waitFor();
  await driver
    .webview()
    .locator('.path-node:visible[data-step=outbound]:not([aria-label*="not read"])')
    .waitFor();
}

async function showInspected({ account, driver }: Stage, functionName: string): Promise<void> {
  account.setFaults([]);
  await listed(driver, functionName);
  await showReport(driver, 'inspect', functionName);
  await driver.webview().locator('section#environment .setup').waitFor();
}

async function listed(driver: Stage['driver'], functionName: string): Promise<void> {
  await driver.page.keyboard.press('Escape');
  await driver.executeCommand('notifications.clearAll');
  if ((await driver.treeItem(new RegExp(`^${functionName}`)).count()) === 0) {
    await driver.openSidebar();
    // Off the icon of the sidebar, which has a hover.
    await driver.page.mouse.move(0, 0);
    await driver.executeCommand('efsMountInspector.refresh');
    await driver.treeItem(new RegExp(`^${functionName}`)).waitFor();
  }
  await driver.executeCommand('efsMountInspector.cancelInspection', { arn: arnOf(functionName) });
  await driver.executeCommand('efsMountInspector.cancelLatency', { arn: arnOf(functionName) });
}

function metrics(name: string, functionName: string): Scene {
  return {
    name,
    surface: 'report',
    from: '#metrics',
    async show(stage) {
      await showInspected(stage, functionName);
      await readMetrics(stage);
      await stage.driver.webview().locator('.sparkline').first().waitFor();
    },
  };
}

async function readMetrics({ driver }: Stage): Promise<void> {
  await driver
    .webview()
    .locator('#metrics .section-heading .button, .failure-metrics .section-heading .button')
    .click();
}

/** On the largest file that is known. */
async function measureLatency({ driver }: Stage): Promise<void> {
  await driver.webview().locator('#latency .section-heading .button').click();
  await driver.quickInput.locator('.monaco-list-row').first().click();
}
