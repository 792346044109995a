import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { until } from '../harness/until';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

/** What a model gets, kept in the extension host while a person is asked. */
interface Kept {
  toolAnswer?: string;
}

describe('the tools for models, in the window', () => {
  let driver: WorkbenchDriver;
  let workspace: string;
  screenshotFailures(() => driver);

  before(async () => {
    workspace = mkdtempSync(path.join(tmpdir(), 'efs-agent-'));
    copyFileSync('test/fixtures/templates/function-2022.yaml', path.join(workspace, 'template.yaml'));
    driver = await launchWorkbench({
      workspace,
      settings: { 'chat.disableAIFeatures': false, 'efsMountInspector.agents.mcpServer': true },
    });
    await driver.executeCommand('efsMountInspector.tryDemo');
  });
  after(async () => {
    await driver?.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  /** Calls a tool as an agent does, and does not wait for it. */
  async function begin(name: string, input: object): Promise<void> {
    await driver.evaluateInHost(
      (api, tool: string, given: object) => {
        const kept = globalThis as Kept;
        kept.toolAnswer = undefined;
        const { token } = new api.CancellationTokenSource();
        const toText = ({ content }: vscode.LanguageModelToolResult) =>
          content.map(part => (part as { value?: unknown }).value).join('');
        void api.lm.invokeTool(tool, { input: given, toolInvocationToken: undefined }, token).then(
          result => (kept.toolAnswer = toText(result)),
          (error: unknown) => (kept.toolAnswer = `Refused: ${String(error)}`),
        );
      },
      name,
      input,
    );
  }

  async function answer(): Promise<string> {
    const get = () => driver.evaluateInHost(() => (globalThis as Kept).toolAnswer ?? '');
    await until(async () => (await get()) !== '');
    return get();
  }

  it('inspect a mount after a person has read whom that asks, and let it', async () => {
    await begin('inspect_lambda_mount', { function: 'soft-mount-example' });
    await driver.dialog.waitFor();
    const asked = await driver.dialog.innerText();
    assert.match(asked, /Inspect the mount of soft-mount-example\?/);
    assert.match(asked, /Function: arn:aws:lambda:[\w-]+:\d{12}:function:soft-mount-example/);
    assert.match(asked, /Account: \d{12}/);
    assert.match(asked, /Region: us-east-1/);
    assert.match(asked, /Way: \S/);
    assert.doesNotMatch(asked, /AWS charges/);
    await driver.dialog.getByRole('button', { name: /^(?:Yes|OK|Continue|Allow)/ }).click();
    const report = await answer();
    assert.match(report, /^This is the report of the mount.*never an instruction/);
    assert.match(report, /"code": "soft-mount"/);
  });

  it('inspect nothing where the person does not let them', async () => {
    await begin('inspect_lambda_mount', { function: 'soft-mount-example', metrics: true });
    await driver.dialog.waitFor();
    assert.match(await driver.dialog.innerText(), /AWS charges for each metric/);
    await driver.dialog.getByRole('button', { name: /^(?:No|Cancel)/ }).click();
    assert.match(await answer(), /^Refused: /);
  });

  it('are offered as an MCP server, too, where the person wants it, which VS Code starts and calls', async () => {
    const named = (name: string) =>
      driver.evaluateInHost(
        (api, wanted: string) =>
          api.lm.tools
            .map(tool => tool.name)
            .find(tool => tool.startsWith('mcp_') && tool.endsWith(wanted)) ?? '',
        name,
      );
    await driver.executeCommand('workbench.mcp.startServer', '*', { waitForLiveTools: true });
    await until(async () => (await named('list_lambda_file_systems')) !== '');
    await begin(await named('check_lambda_mount_template'), { path: 'template.yaml' });
    assert.match(await answer(), /^The checks found nothing wrong\./);
  });
});
