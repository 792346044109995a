import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, sampleWorkspace } from '../harness/projectRoot';
import { screenshotFailures } from '../ui/driver';
import { hoversOf } from '../ui/hovers';
import { launchWeb, type WebDriver } from './driver';

const template = readFileSync(path.join(sampleWorkspace, 'template.yaml'), 'utf8');
const withoutDependsOn = template.replace(/^ *DependsOn: MountTarget\n/m, '');
assert.notEqual(withoutDependsOn, template);

describe('VS Code for the web', () => {
  let driver: WebDriver;
  screenshotFailures(() => driver);
  before(async () => (driver = await launchWeb()));
  after(() => driver?.close());

  /** Writes a file of the workspace and shows it. */
  const show = (name: string, text: string) =>
    driver.evaluateInHost(
      async (api, file: string, content: string) => {
        const uri = api.Uri.from({ scheme: 'tmp', path: `/workspace/${file}` });
        await api.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
        await api.window.showTextDocument(uri);
      },
      name,
      text,
    );

  /** Waits until our diagnostics of a file are these. */
  async function waitForDiagnostics(name: string, expected: readonly string[]): Promise<void> {
    const found = await driver.evaluateInHost(
      async (api, file: string, wanted: readonly string[]) => {
        const now = () =>
          api.languages
            .getDiagnostics(api.Uri.from({ scheme: 'tmp', path: `/workspace/${file}` }))
            .filter(({ source }) => source === 'EFS Mount Inspector')
            .map(({ code, severity }) => `${typeof code === 'object' ? code.value : code} ${severity}`);
        const deadline = Date.now() + 10_000;
        while (now().join() !== wanted.join() && Date.now() < deadline) {
          await new Promise<void>(resolve => {
            const timer = setTimeout(resolve, 500);
            const listener = api.languages.onDidChangeDiagnostics(() => {
              clearTimeout(timer);
              listener.dispose();
              resolve();
            });
          });
        }
        return now();
      },
      name,
      expected,
    );
    assert.deepEqual(found, expected);
  }

  it('runs the extension in a web worker, with no machine behind it', async () => {
    const found = await driver.evaluateInHost(async api => {
      const extension = api.extensions.getExtension('efs-mount-inspector.efs-mount-inspector');
      await extension?.activate();
      return {
        isActive: extension?.isActive,
        hasRemote: api.env.remoteName !== undefined,
        node: typeof process,
        worker: typeof (globalThis as { importScripts?: unknown }).importScripts,
      };
    });
    assert.deepEqual(found, { isActive: true, hasRemote: false, node: 'undefined', worker: 'function' });
  });

  it('checks a template and mends it', async () => {
    await show('template.yaml', withoutDependsOn);
    await waitForDiagnostics('template.yaml', ['missing-depends-on 1']);
    await driver.screenshot('web-warning');
    const titles = await driver.evaluateInHost(async api => {
      const uri = api.Uri.from({ scheme: 'tmp', path: '/workspace/template.yaml' });
      const [diagnostic] = api.languages.getDiagnostics(uri);
      const actions = await api.commands.executeCommand<{ title: string; edit?: object }[]>(
        'vscode.executeCodeActionProvider',
        uri,
        diagnostic?.range,
      );
      const fix = actions.find(({ title }) => title.includes('DependsOn'));
      await api.workspace.applyEdit(fix?.edit as never);
      return actions.map(({ title }) => title);
    });
    assert.ok(
      titles.some(title => title.includes('DependsOn')),
      titles.join('\n'),
    );
    await waitForDiagnostics('template.yaml', []);
  });

  it('says in a hover what is mounted, and offers no inspection', async () => {
    await show('hover.yaml', template);
    const hovers = await hoversOf(driver);
    assert.match(hovers, /Mounted at `\/mnt\/efs`/);
    assert.match(hovers, /every access as user 1000/);
    assert.doesNotMatch(hovers, /command:/);
  });

  it('goes from Arn to the access point', async () => {
    await show('definition.yaml', template);
    const lines = await driver.evaluateInHost(async api => {
      const document = api.window.activeTextEditor?.document;
      const at = document?.positionAt(document.getText().indexOf('!GetAtt AccessPoint.Arn') + 12);
      const found = await api.commands.executeCommand<{ targetRange: { start: { line: number } } }[]>(
        'vscode.executeDefinitionProvider',
        document?.uri,
        at,
      );
      return found.map(({ targetRange }) => document?.lineAt(targetRange.start.line).text);
    });
    assert.deepEqual(lines, ['  AccessPoint:']);
  });

  it('checks a template by what is in it, whatever it is called', async () => {
    for (const name of [
      'stack.template',
      'stack.cfn',
      'packaged.yaml',
      'cdk.out/App.template.json',
      '.serverless/cloudformation-template-update-stack.json',
    ]) {
      await show(name, withoutDependsOn);
      await waitForDiagnostics(name, ['missing-depends-on 1']);
    }
  });

  it('heeds the configuration of the repository', async () => {
    await show('.efs-mount-inspector.json', '{ "severities": { "missing-depends-on": "error" } }');
    await show('configured.yaml', withoutDependsOn);
    await waitForDiagnostics('configured.yaml', ['missing-depends-on 0']);
  });

  it('checks every template of the workspace', async () => {
    await driver.evaluateInHost(async api => {
      await api.workspace.saveAll();
      await api.commands.executeCommand('workbench.action.closeAllEditors');
      void api.commands.executeCommand('efsMountInspector.checkAllTemplates');
    });
    await driver.notification(/Templates that mount a file system: \d+/).waitFor();
    await waitForDiagnostics('stack.cfn', ['missing-depends-on 0']);
  });

  it('knows what a template above passes to one that it nests, and when that changes', async () => {
    const nested = template
      .replace('Timeout: 30', 'Timeout: !Ref Seconds')
      .replace('Parameters:\n', 'Parameters:\n  Seconds:\n    Type: Number\n');
    const parent = (seconds: number) => `Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./children/child.yaml
      Parameters: { Seconds: ${seconds} }
`;
    await show('app/parent.yaml', parent(3));
    await show('app/children/child.yaml', nested);
    await waitForDiagnostics('app/children/child.yaml', ['short-timeout 2']);
    const places = await driver.evaluateInHost(api =>
      api.languages
        .getDiagnostics(api.Uri.from({ scheme: 'tmp', path: '/workspace/app/children/child.yaml' }))
        .flatMap(({ relatedInformation }) => relatedInformation ?? [])
        .map(({ location, message }) => [location.uri.path, location.range.start.line, message]),
    );
    assert.deepEqual(places, [['/workspace/app/parent.yaml', 5, 'Value of parameter Seconds']]);
    await show('app/parent.yaml', parent(30));
    await waitForDiagnostics('app/children/child.yaml', []);
  });

  it('checks templates that each nest another and mount a file system themselves', async () => {
    const shared = withoutDependsOn
      .replace('Parameters:\n', 'Parameters:\n  Stage: { Type: String }\n')
      .replace(
        'Resources:\n',
        'Resources:\n  Shared:\n    Type: AWS::Serverless::Application\n    Properties: { Location: ../shared.yaml }\n',
      );
    await show('services/one/template.yaml', shared);
    await show('services/two/template.yaml', shared);
    await show('services/one/template.yaml', shared);
    for (const name of ['services/one/template.yaml', 'services/two/template.yaml']) {
      await waitForDiagnostics(name, ['missing-depends-on 0']);
    }
  });

  it('links to where the CDK notes that a construct was made', async () => {
    const resource = (text: string) =>
      JSON.stringify({
        Resources: {
          Writer: {
            Type: 'AWS::Lambda::Function',
            Metadata: { 'aws:cdk:path': 'Files/Writer/Resource' },
            Properties: { FileSystemConfigs: [{ Arn: text, LocalMountPath: '/mnt/efs' }] },
          },
        },
      });
    const trace = ['new Files (/workspace/cdk/lib/files.ts:3:5)'];
    const metadata = { '/Files/Writer/Resource': [{ type: 'aws:cdk:logicalId', data: 'Writer', trace }] };
    await show('cdk/lib/files.ts', '\n\n    new Function(this, "Writer");\n');
    await show('cdk/cdk.out/manifest.json', JSON.stringify({ artifacts: { Files: { metadata } } }));
    await show('cdk/cdk.out/Files.template.json', resource('arn'));
    const hover = await hoversOf(driver);
    assert.match(hover, /\[`Files\/Writer\/Resource`\]\(tmp:\S+\/cdk\/lib\/files\.ts#L3%2C5\)/);
  });

  it('offers in the palette what works there, and no view', async () => {
    await driver.page.keyboard.press('F1');
    await driver.quickInput.locator('input').first().fill('>EFS Mount Inspector:');
    await driver.quickPickRow(/Check All Templates in the Workspace/).waitFor();
    const rows = await driver.quickInput.locator('.monaco-list-row').allInnerTexts();
    assert.deepEqual(
      rows.filter(row => /EFS/.test(row) && !/Check All Templates/.test(row)),
      [],
    );
    await driver.page.keyboard.press('Escape');
    assert.equal(await driver.page.locator('[class*=efsMountInspector].action-label').count(), 0);
  });

  it('loads one small file, which holds nothing of AWS', () => {
    const file = path.join(projectRoot, 'dist/web.js');
    assert.doesNotMatch(
      readFileSync(file, 'utf8'),
      /@aws-sdk|@smithy|node:child_process|require\("(?!vscode")/,
    );
    // As built for tests; minified it is half of that.
    assert.ok(statSync(file).size < 700_000, String(statSync(file).size));
  });
});
