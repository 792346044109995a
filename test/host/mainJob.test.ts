import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Surfaces } from '../../src/views/surfaces';
import type { TreeNode } from '../../src/views/tree/treeNodes';

/** Needs no Linux: what the demo's functions answer was recorded or invented. */
describe('the main job, on the demo, in the extension host', () => {
  let services: Surfaces;
  let folder: string;

  before(async () => {
    const extension = vscode.extensions.getExtension<Surfaces>('efs-mount-inspector.efs-mount-inspector');
    assert.ok(extension);
    services = await extension.activate();
    folder = mkdtempSync(path.join(os.tmpdir(), 'efs mount inspector '));
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(`efsMountInspector.${command}`, ...args);

  async function find(
    label: string,
    nodes: readonly TreeNode[],
    openFirst: TreeNode['kind'][] = [],
  ): Promise<TreeNode | undefined> {
    for (const node of nodes) {
      const item = services.tree.getTreeItem(node);
      const text = typeof item.label === 'string' ? item.label : item.label?.label;
      if (text === label) {
        return node;
      }
      const found = openFirst.includes(node.kind)
        ? await find(label, await services.tree.getChildren(node), openFirst)
        : undefined;
      if (found) {
        return found;
      }
    }
    return undefined;
  }
  async function functionNode(name: string): Promise<TreeNode & { arn: string }> {
    const node = await find(name, await services.tree.getChildren(), ['region', 'group']);
    assert.ok(node?.kind === 'function', `the tree has no ${name}`);
    return node;
  }

  it('inspects the function recorded in 2022', async () => {
    await run('tryDemo');
    const { arn } = await functionNode('cmd-function');
    const inspection = services.store.get(arn);
    assert.equal(inspection?.status, 'done');
    assert.equal(inspection.report?.verdict.recovery, 'hard');
  });

  it('shows its mount, and what is in it, in the tree', async () => {
    const [mount] = await services.tree.getChildren(await functionNode('s3files-example'));
    assert.ok(mount);
    assert.equal(services.tree.getTreeItem(mount).label, '/mnt/s3');
    await run('inspect', { arn: (await functionNode('s3files-example')).arn });
    const entries = await services.tree.getChildren(mount);
    assert.ok(entries.some(({ kind }) => kind === 'entry'));
  });

  it('saves the report where the person says', async () => {
    const { arn } = await functionNode('cmd-function');
    const file = path.join(folder, 'Bericht Zürich 東京.md');
    const { showSaveDialog } = vscode.window;
    Object.assign(vscode.window, { showSaveDialog: () => Promise.resolve(vscode.Uri.file(file)) });
    try {
      await run('exportReport', { arn, format: 'markdown' });
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
    }
    assert.match(readFileSync(file, 'utf8'), /Hard mount: the kernel retries until EFS answers\./);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, vscode.Uri.file(file).fsPath);
  });

  it('opens a file of the mount, read-only', async () => {
    const node = await functionNode('s3files-example');
    const file = await firstFile(await services.tree.getChildren(node));
    assert.ok(file?.kind === 'entry');
    const { command } = services.tree.getTreeItem(file);
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'efs-mount');
    assert.equal(document.uri.path, `/s3files-example${file.path}`);
    assert.notEqual(document.getText(), '');
    assert.equal(vscode.workspace.fs.isWritableFileSystem('efs-mount'), false);
  });

  const nameOf = (node: TreeNode) => (node.kind === 'entry' ? path.posix.basename(node.path) : '');

  async function firstFile(nodes: readonly TreeNode[]): Promise<TreeNode | undefined> {
    for (const node of nodes) {
      const { collapsibleState, command } = services.tree.getTreeItem(node);
      if (command?.command === 'efsMountInspector.openFile' && /^[\w.-]+$/.test(nameOf(node))) {
        return node;
      }
      const isDirectory = collapsibleState !== vscode.TreeItemCollapsibleState.None;
      const found = isDirectory && (await firstFile(await services.tree.getChildren(node)));
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  it('checks a template', async () => {
    const file = path.join(folder, 'template.yaml');
    const uri = vscode.Uri.file(file);
    const told = new Promise<readonly vscode.Diagnostic[]>(resolve => {
      const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const diagnostics = vscode.languages.getDiagnostics(uri);
        if (uris.some(each => each.fsPath === uri.fsPath) && diagnostics.length > 0) {
          listener.dispose();
          resolve(diagnostics);
        }
      });
    });
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(template));
    await vscode.window.showTextDocument(uri);
    const mountPathLine = template.split('\r\n').findIndex(line => line.includes('/efs'));
    const found = (await told).find(({ range }) => range.start.line === mountPathLine);
    assert.equal(found?.source, 'EFS Mount Inspector');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(vscode.window.activeTextEditor?.document.getText(found.range), '/efs');
  });
});

/** As Windows writes it: a byte order mark, CRLF, and a mount path that Lambda refuses. */
const template = [
  '\ufeffTransform: AWS::Serverless-2016-10-31',
  'Resources:',
  '  Reader:',
  '    Type: AWS::Serverless::Function',
  '    Properties:',
  '      Handler: index.handler',
  '      Runtime: nodejs24.x',
  '      CodeUri: .',
  '      VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }',
  '      FileSystemConfigs:',
  '        - Arn: arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
  '          LocalMountPath: /efs',
  '',
].join('\r\n');
