import type { WorkbenchDriver } from '../ui/driver';
import type { Scene, Setting, Stage } from './stage';
import { accountScenes } from './accountScenes';
import { inUse, manyFunctions } from '../harness/accountFunctions';
import { deployedFunction } from './deployedFunction';
import { failed, showReport } from './reports';
import { worldScenes } from './worldScenes';

/** In this order, each once. A scene of a new state or surface is one entry in one of them. */
export const settings: readonly Setting[] = [
  {
    name: 'the demo',
    isFilmed: true,
    scenes: [
      {
        name: 'no-credentials',
        surface: 'sidebar',
        async show({ driver }) {
          await driver.openSidebar();
          await driver.sidebar.locator('.welcome-view-content .monaco-button').first().waitFor();
        },
      },
      {
        name: 'demo',
        surface: 'sidebar',
        async show({ driver }) {
          await driver.executeCommand('efsMountInspector.tryDemo');
          await driver.treeItem(/^cmd-function/).waitFor();
        },
      },
      {
        name: 'not-inspected',
        surface: 'report',
        async show({ driver }) {
          await startDemo(driver);
          await showReport(driver, 'openReport', 'reserved-port-example');
          await driver.webview().locator('.facts').first().waitFor();
        },
      },
      {
        name: 'connection-choice',
        surface: 'sidebar',
        transient: true,
        async show({ driver, start }) {
          await driver.executeCommand('workbench.action.closeQuickOpen');
          start('chooseConnection');
          await driver.quickInput.locator('.monaco-list-row').nth(3).waitFor();
        },
      },
      inspected('recorded', 'cmd-function'),
      inspected('soft-mount', 'soft-mount-example'),
      inspected('small-transfer', 'small-transfer-example'),
      inspected('s3-files', 's3files-example'),
      inspected('unresponsive', 'unresponsive-example'),
      inspected('not-mountable', 'unmountable-example'),
      inspected('this-machine', 'this-machine'),
      {
        name: 'template-problem',
        surface: 'editor',
        show: ({ driver }) => openTemplate(driver),
      },
      {
        name: 'template-hover',
        surface: 'editor',
        transient: true,
        async show({ driver }) {
          await openTemplate(driver);
          await driver.page.keyboard.press('Escape');
          await driver.executeCommand('workbench.action.focusActiveEditorGroup');
          await driver.executeCommand('editor.action.showHover');
          await driver.page.locator('.monaco-hover:visible').getByText('AccessPoint').first().waitFor();
        },
      },
      {
        name: 'walkthrough',
        surface: 'editor',
        async show({ driver }) {
          await driver.executeCommand('efsMountInspector.showFirstSteps');
          await driver.page.locator('.getting-started-step').first().waitFor();
        },
      },
      {
        name: 'demo-gone',
        surface: 'report',
        async show({ driver }) {
          await startDemo(driver);
          await showReport(driver, 'inspect', 'soft-mount-example');
          await driver.webview().locator('section#verdict').waitFor();
          await driver.executeCommand('efsMountInspector.stopDemo');
          await driver.webview().locator('.title-bar .button.primary').first().click();
          await failed(driver);
        },
      },
    ],
  },
  {
    name: 'an account',
    functions: [inUse, deployedFunction()],
    withDemoFunctions: true,
    scenes: accountScenes,
  },
  {
    name: 'the world around a mount',
    functions: [],
    withDemoFunctions: true,
    scenes: worldScenes,
  },
  {
    name: 'an account with many functions',
    functions: manyFunctions(),
    launch: { settings: { 'efsMountInspector.aws.regions': ['us-east-1', 'eu-west-1', 'sa-east-1'] } },
    scenes: [
      {
        name: 'many-functions',
        surface: 'sidebar',
        async show({ driver }) {
          await driver.openSidebar();
          await driver.treeItem(/^acme-orders-prod-eu-worker-01/).waitFor();
        },
      },
    ],
  },
  {
    name: 'an account without functions',
    functions: [],
    scenes: [
      {
        name: 'no-functions',
        surface: 'sidebar',
        async show({ driver }) {
          await driver.openSidebar();
          await driver.sidebar.locator('.welcome-view-content .monaco-button').nth(2).waitFor();
        },
      },
    ],
  },
  {
    name: 'no region',
    functions: [],
    launch: { settings: { 'efsMountInspector.aws.regions': [] } },
    scenes: [
      {
        name: 'no-region',
        surface: 'sidebar',
        async show({ driver }) {
          await driver.openSidebar();
          await driver.sidebar.locator('.welcome-view-content .monaco-button').nth(2).waitFor();
        },
      },
    ],
  },
  {
    name: 'Restricted Mode',
    launch: { trust: false },
    scenes: [
      {
        name: 'restricted',
        surface: 'sidebar',
        async show({ driver }) {
          await driver.openSidebar();
          await driver.sidebar.locator('.welcome-view-content .monaco-button').first().waitFor();
        },
      },
      {
        name: 'restricted-template',
        surface: 'editor',
        show: ({ driver }) => openTemplate(driver),
      },
      {
        name: 'restricted-report',
        surface: 'report',
        async show({ driver }) {
          await startDemo(driver);
          await showReport(driver, 'inspect', 'soft-mount-example');
          await driver.webview().locator('section#verdict').waitFor();
        },
      },
    ],
  },
];

/** The report of one of the demo's functions, from its top. */
function inspected(name: string, functionName: string): Scene {
  return {
    name,
    surface: 'report',
    async show({ driver }: Stage) {
      await startDemo(driver);
      await driver.page.keyboard.press('Escape');
      await showReport(driver, 'inspect', functionName);
      await driver.webview().locator('section').first().waitFor();
    },
  };
}

async function startDemo(driver: WorkbenchDriver): Promise<void> {
  if ((await driver.treeItem(/^cmd-function/).count()) === 0) {
    await driver.openSidebar();
    await driver.executeCommand('efsMountInspector.tryDemo');
    await driver.treeItem(/^cmd-function/).waitFor();
  }
}

/** The template of the folder that is open, with the cursor where it mounts a file system, and its problem. */
async function openTemplate(driver: WorkbenchDriver): Promise<void> {
  await driver.evaluateInHost(async api => {
    const [file] = await api.workspace.findFiles('template.yaml');
    const editor = file && (await api.window.showTextDocument(file));
    if (editor) {
      const { document } = editor;
      const at = document.positionAt(document.getText().indexOf('- Arn') + 4);
      editor.selection = new api.Selection(at, at);
      editor.revealRange(new api.Range(at, at), api.TextEditorRevealType.InCenter);
    }
  });
  await driver.page.locator('.squiggly-warning').first().waitFor();
}
