import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SampleCopy } from '../harness/sampleCopy';
import type { WorkbenchDriver } from '../ui/driver';

/** One state of one surface, as a person gets to it in the real VS Code. */
export interface Scene {
  readonly name: string;
  /** What of the window it is about: in a narrow window there is room for one of them. */
  readonly surface: 'sidebar' | 'editor';
  /** Gets there from any scene before it, in any language. */
  show(driver: WorkbenchDriver): Promise<void>;
  /** A hover or a list goes away when the window changes: it is shown anew for each picture. */
  readonly transient?: true;
}

/** In this order, each once. A scene of a new state or surface is one entry here. */
export const scenes: readonly Scene[] = [
  {
    name: 'welcome',
    surface: 'sidebar',
    async show(driver) {
      await driver.openSidebar();
      await driver.sidebar.locator('.welcome-view-content .monaco-button').first().waitFor();
    },
  },
  {
    name: 'demo',
    surface: 'sidebar',
    async show(driver) {
      await driver.executeCommand('efsMountInspector.tryDemo');
      await driver.treeItem(/^cmd-function/).waitFor();
    },
  },
  {
    name: 'not-inspected',
    surface: 'editor',
    async show(driver) {
      await showReport(driver, 'openReport', 'reserved-port-example');
      await driver.webview().locator('.facts').first().waitFor();
    },
  },
  {
    name: 'connection-choice',
    surface: 'sidebar',
    transient: true,
    async show(driver) {
      await driver.page.keyboard.press('Escape');
      // It ends when something is chosen.
      void driver.executeCommand('efsMountInspector.chooseConnection').catch(() => undefined);
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
    async show(driver) {
      await openTemplate(driver);
      await driver.page.locator('.squiggly-warning').first().waitFor();
    },
  },
  {
    name: 'template-hover',
    surface: 'editor',
    transient: true,
    async show(driver) {
      await openTemplate(driver);
      await driver.page.keyboard.press('Escape');
      await driver.page.locator('.squiggly-warning').first().waitFor();
      await driver.executeCommand('workbench.action.focusActiveEditorGroup');
      await driver.executeCommand('editor.action.showHover');
      await driver.page.locator('.monaco-hover:visible').getByText('AccessPoint').first().waitFor();
    },
  },
  {
    name: 'walkthrough',
    surface: 'editor',
    async show(driver) {
      await driver.executeCommand('efsMountInspector.showFirstSteps');
      await driver.page.locator('.getting-started-step').first().waitFor();
    },
  },
];

/** The report of one of the demo's functions, from its top. */
function inspected(name: string, functionName: string): Scene {
  return {
    name,
    surface: 'editor',
    async show(driver) {
      await driver.page.keyboard.press('Escape');
      await showReport(driver, 'inspect', functionName);
      await driver.webview().locator('section').first().waitFor();
    },
  };
}

async function showReport(
  driver: WorkbenchDriver,
  command: 'inspect' | 'openReport',
  functionName: string,
): Promise<void> {
  await driver.executeCommand('workbench.action.closeAllEditors');
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`;
  await driver.executeCommand(`efsMountInspector.${command}`, { arn });
}

/** The template of the folder that is open, with the cursor where it mounts a file system. */
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
}

/** A copy of the sample workspace whose template forgets to wait for the mount targets. Remove it after use. */
export function sampleWithProblem(): SampleCopy {
  const sample = new SampleCopy();
  const template = path.join(sample.folder, 'template.yaml');
  writeFileSync(template, readFileSync(template, 'utf8').replace(/^ +DependsOn: MountTarget.*\n/m, ''));
  return sample;
}
