import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../harness/until';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';
import { hoversOf } from './hovers';

const fileSystem = 'arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0';
const template = JSON.stringify(
  {
    Resources: {
      WriterABCD1234: {
        Type: 'AWS::Lambda::Function',
        Metadata: { 'aws:cdk:path': 'Files/Writer/Resource' },
        Properties: {
          Timeout: 30,
          FileSystemConfigs: [{ Arn: fileSystem, LocalMountPath: '/mnt/efs' }],
        },
      },
    },
  },
  undefined,
  2,
);
const source = "import { Function } from 'aws-cdk-lib/aws-lambda';\n\nnew Function(this, 'Writer', {});\n";

describe('a template that the CDK made', () => {
  let workspace: string;
  let driver: WorkbenchDriver;
  screenshotFailures(() => driver);

  before(async () => {
    workspace = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-cdk-'));
    for (const folder of ['cdk.out', 'lib']) {
      mkdirSync(path.join(workspace, folder));
    }
    writeFileSync(path.join(workspace, 'cdk.out/Files.template.json'), template);
    writeFileSync(path.join(workspace, 'lib/files.ts'), source);
    // What it was compiled to says the same.
    writeFileSync(path.join(workspace, 'lib/files.js'), source);
    driver = await launchWorkbench({ workspace, width: 1200, height: 800 });
    await driver.evaluateInHost(
      async (api, file: string) => {
        await api.window.showTextDocument(api.Uri.file(file));
      },
      path.join(workspace, 'cdk.out/Files.template.json'),
    );
  });
  after(async () => {
    await driver?.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  it('links to the source of a construct, in the hover and in the problem', async () => {
    const hover = await hoversOf(driver);
    const related = await driver.evaluateInHost(async api => {
      const document = api.window.activeTextEditor?.document;
      const deadline = Date.now() + 10_000;
      const ours = () =>
        document
          ? api.languages
              .getDiagnostics(document.uri)
              .filter(({ source: by }) => by === 'EFS Mount Inspector')
          : [];
      while (ours().length === 0 && Date.now() < deadline) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      return ours()[0]?.relatedInformation?.map(({ location, message }) => [
        api.workspace.asRelativePath(location.uri),
        location.range.start.line,
        message,
      ]);
    });
    assert.match(hover, /\[`Files\/Writer\/Resource`\]\(file:\S+\/lib\/files\.ts#L3%2C21\)/);
    assert.deepEqual(related, [['lib/files.ts', 2, 'CDK construct: Files/Writer/Resource']]);
    await driver.screenshot('cdk-construct');
  });

  it('follows a synthesis that a terminal runs: nothing is saved in the window then', async () => {
    const related = () =>
      driver.evaluateInHost(api =>
        (api.window.activeTextEditor ? [api.window.activeTextEditor.document.uri] : [])
          .flatMap(uri => api.languages.getDiagnostics(uri))
          .flatMap(({ relatedInformation = [] }) =>
            relatedInformation.map(({ location: { range } }) => range.start.line + 1),
          ),
      );
    for (const line of [1, 2]) {
      const trace = [`new Files (${workspace}/lib/files.ts:${line}:1)`];
      const metadata = { '/Files/Writer/Resource': [{ type: 'aws:cdk:logicalId', trace }] };
      const manifest = path.join(workspace, 'cdk.out/manifest.json');
      writeFileSync(manifest, JSON.stringify({ artifacts: { Files: { metadata } } }));
      await until(async () => (await hoversOf(driver)).includes(`/lib/files.ts#L${line}%2C1)`));
      await until(async () => (await related()).includes(line));
    }
  });
});
