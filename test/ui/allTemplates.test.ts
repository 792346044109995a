import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const valid = readFileSync(path.join(projectRoot, 'test/fixtures/templates/function-2022.yaml'), 'utf8');
const short = valid.replace('      Timeout: 20\n', '');

const files: Readonly<Record<string, string>> = {
  'app/template.yaml': short,
  'app/valid.yaml': valid,
  'app/stack.cfn': short,
  'app/stack.template': short,
  'node_modules/other/template.yaml': short,
  'lib/unrelated.json': '{"name": "FileSystemConfigs"}',
  '.efs-mount-inspector.json': '{"severities": {"short-timeouts": "off"}}',
};

describe('all templates of a workspace', () => {
  let workspace: string;
  let driver: WorkbenchDriver;
  screenshotFailures(() => driver);

  /** What the Problems view has from us: files with the codes of what is found in them. */
  const problems = () =>
    driver.evaluateInHost(async (api, folder: string) => {
      const ours = api.languages
        .getDiagnostics()
        .map(([uri, all]) => ({
          file: uri.path.slice(folder.length + 1),
          codes: all
            .filter(({ source }) => source === 'EFS Mount Inspector')
            .map(({ code }) => (typeof code === 'object' ? code.value : code)),
        }))
        .filter(({ codes }) => codes.length > 0)
        .map(({ file, codes }) => `${file} ${codes.join(' ')}`);
      return Promise.resolve(ours.sort());
    }, workspace);

  async function waitForProblems(expected: readonly string[]): Promise<void> {
    let found: readonly string[] = [];
    for (let attempt = 0; attempt < 100; attempt++) {
      found = await problems();
      if (JSON.stringify(found) === JSON.stringify(expected)) {
        break;
      }
      await driver.page.waitForTimeout(100);
    }
    assert.deepEqual(found, expected);
  }

  const open = (file: string) =>
    driver.evaluateInHost(
      async (api, name: string) => {
        await api.window.showTextDocument(api.Uri.file(name));
      },
      path.join(workspace, file),
    );

  before(async () => {
    workspace = mkdtempSync(path.join(tmpdir(), 'all-templates-'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
      writeFileSync(path.join(workspace, file), text);
    }
    driver = await launchWorkbench({ width: 1200, height: 800, workspace });
  });
  after(async () => {
    await driver?.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  it('are left alone until one is opened, whatever its language', async () => {
    await open('app/stack.cfn');
    await waitForProblems(['app/stack.cfn short-timeout']);
    await driver.executeCommand('workbench.action.closeAllEditors');
  });

  const all = [
    'app/stack.cfn short-timeout',
    'app/stack.template short-timeout',
    'app/template.yaml short-timeout',
  ];

  it('are checked on command, into the Problems view', async () => {
    await driver.executeCommand('efsMountInspector.checkAllTemplates');
    await waitForProblems(all);
    await driver.page.getByText('Templates that mount a file system: 4. Problems: 3.').first().waitFor();
    await driver.page.locator('.markers-panel').getByText('template.yaml').first().waitFor();
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      await driver.setTheme(theme);
      await driver.screenshot(`all-templates-${theme}`);
    }
  });

  it('keep their problems when one was opened and is closed, and lose what is mended', async () => {
    await open('app/template.yaml');
    await driver.executeCommand('workbench.action.closeAllEditors');
    await waitForProblems(all);
    writeFileSync(path.join(workspace, 'app/template.yaml'), valid);
    await driver.executeCommand('efsMountInspector.checkAllTemplates');
    await waitForProblems(all.slice(0, 2));
  });

  it('have a configuration whose problems are shown in it', async () => {
    await open('.efs-mount-inspector.json');
    await waitForProblems(['.efs-mount-inspector.json unknown-code', ...all.slice(0, 2)]);
    await driver.screenshot('configuration-problems');
  });
});
