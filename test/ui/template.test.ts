import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleWorkspace } from '../harness/projectRoot';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';
import { hoversOf } from './hovers';

const templatePath = path.join(sampleWorkspace, 'template.yaml');

/** The diagnostics of ours that the editor shows for a document. */
function diagnosticsOf(driver: WorkbenchDriver, file: string) {
  return driver.evaluateInHost(
    (api, name: string) =>
      api.languages
        .getDiagnostics()
        .filter(([uri]) => uri.path.endsWith(name))
        .flatMap(([, all]) => all)
        .filter(({ source }) => source === 'EFS Mount Inspector')
        .map(({ code, severity }) => `${typeof code === 'object' ? code.value : code} ${severity}`),
    file,
  );
}

async function waitForDiagnostics(driver: WorkbenchDriver, expected: string[]): Promise<void> {
  let found: string[] = [];
  for (let attempt = 0; attempt < 100; attempt++) {
    found = await diagnosticsOf(driver, 'template.yaml');
    if (found.length === expected.length) {
      break;
    }
    await driver.page.waitForTimeout(100);
  }
  assert.deepEqual(found, expected);
}

/** Moves the cursor behind a text of the open template. */
function putCursor(driver: WorkbenchDriver, behind: string): Promise<void> {
  return driver.evaluateInHost((api, text: string) => {
    const editor = api.window.activeTextEditor;
    if (editor) {
      const at = editor.document.positionAt(editor.document.getText().indexOf(text) + text.length - 1);
      editor.selection = new api.Selection(at, at);
      editor.revealRange(new api.Range(at, at), api.TextEditorRevealType.InCenter);
    }
  }, behind);
}

/** **Inspect EFS Mount** above the function; **Inspect Again** once there is a result. */
const lens = (driver: WorkbenchDriver) =>
  driver.page
    .locator('.codelens-decoration')
    .getByText(/^\s*Inspect (EFS Mount|Again)$/)
    .first();

describe('a template in the editor', () => {
  let driver: WorkbenchDriver;
  screenshotFailures(() => driver);

  before(async () => {
    driver = await launchWorkbench({ width: 1200, height: 800, settings: { 'files.autoSave': 'off' } });
    await driver.executeCommand('efsMountInspector.tryDemo');
    await driver.evaluateInHost(async (api, file: string) => {
      await api.window.showTextDocument(api.Uri.file(file));
    }, templatePath);
  });
  after(() => driver?.close());

  it('has nothing wrong as it was deployed, and offers to inspect', async () => {
    await lens(driver).waitFor();
    assert.deepEqual(await diagnosticsOf(driver, 'template.yaml'), []);
  });

  it('has exactly one warning without its DependsOn, whose fix puts it back', async () => {
    await driver.evaluateInHost(async api => {
      const editor = api.window.activeTextEditor;
      const line = editor?.document
        .getText()
        .split('\n')
        .findIndex(text => /DependsOn: MountTarget/.test(text));
      await editor?.edit(edit => edit.delete(new api.Range(line ?? 0, 0, (line ?? 0) + 1, 0)));
    });
    await waitForDiagnostics(driver, ['missing-depends-on 1']);
    await driver.screenshot('template-warning');
    const applied = await driver.evaluateInHost(async api => {
      const document = api.window.activeTextEditor?.document;
      const ours = document && api.languages.getDiagnostics(document.uri)[0];
      const actions =
        document && ours
          ? await api.commands.executeCommand<{ title: string; edit?: object }[]>(
              'vscode.executeCodeActionProvider',
              document.uri,
              ours.range,
              'quickfix',
            )
          : [];
      const fix = actions.find(({ title }) => /DependsOn/.test(title));
      return fix?.edit ? api.workspace.applyEdit(fix.edit as never) : false;
    });
    assert.equal(applied, true);
    await waitForDiagnostics(driver, []);
    const text = await driver.evaluateInHost(api => api.window.activeTextEditor?.document.getText());
    assert.match(text ?? '', /DependsOn: MountTarget/);
    await driver.executeCommand('workbench.action.files.revert');
    assert.match(readFileSync(templatePath, 'utf8'), /DependsOn: MountTarget/);
  });

  it('explains the chain in a hover, in every theme', async () => {
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      await driver.setTheme(theme);
      await putCursor(driver, '- Arn');
      const accessPoint = driver.page
        .locator('.monaco-hover:visible')
        .first()
        .getByText('AccessPoint')
        .first();
      // A lens that is put above a function moves the lines, and VS Code then closes the hover.
      for (let attempt = 1; attempt <= 3 && !(await accessPoint.isVisible()); attempt++) {
        await driver.executeCommand('editor.action.showHover');
        await accessPoint.waitFor({ timeout: 5000 }).catch(() => undefined);
      }
      await accessPoint.waitFor();
      await driver.screenshot(`template-hover-${theme}`);
      await driver.page.keyboard.press('Escape');
    }
  });

  it('goes from Arn to the access point', async () => {
    const target = await driver.evaluateInHost(async api => {
      const document = api.window.activeTextEditor?.document;
      const at = document?.positionAt(document.getText().indexOf('AccessPoint.Arn') + 2);
      const [link] = await api.commands.executeCommand<{ targetRange: { start: { line: number } } }[]>(
        'vscode.executeDefinitionProvider',
        document?.uri,
        at,
      );
      return link && document?.lineAt(link.targetRange.start.line).text.trim();
    });
    assert.equal(target, 'AccessPoint:');
  });

  it('inspects the deployed function from the lens, and then knows what was mounted', async () => {
    await putCursor(driver, 'CmdFunction');
    const verdict = driver
      .webview()
      .getByText('Hard mount: the kernel retries until EFS answers.', { exact: true });
    // A lens that was out of sight when lenses were made anew has its new command only a moment after it is shown: until
    // then VS Code says that the command is gone.
    for (let attempt = 1; attempt <= 5 && !(await verdict.isVisible()); attempt++) {
      await lens(driver).click();
      await verdict.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await verdict.waitFor();
    const hovers = await hoversOf(driver, templatePath);
    assert.match(hovers, /rsize=1048576/);
    assert.match(hovers, /vers=4\.1|NFS 4\.1/);
    await driver.page.getByRole('tab', { name: /^template\.yaml/ }).click();
    const lenses = driver.page.locator('.codelens-decoration');
    await lenses.getByText(/^Hard mount, inspected /).waitFor();
    await lenses.getByText('Inspect Again').waitFor();
    await driver.screenshot('template-lens');
    await driver.executeCommand('workbench.action.closeOtherEditors');
    await lenses.getByText(/^Hard mount, inspected /).click();
    await driver.page.getByRole('tab', { name: /^EFS: cmd-function · hard/ }).waitFor();
  });
});
