import * as vscode from 'vscode';
import type { ToolName } from '../../agent/toolDefinitions';
import type { Surfaces } from '../surfaces';
import type { AgentTools } from './agentTools';

const names: readonly ToolName[] = [
  'list_lambda_file_systems',
  'check_lambda_mount_template',
  'get_lambda_mount_report',
  'inspect_lambda_mount',
];

/** The tools that models are offered in chat. Editors that are built on VS Code may have no such thing. */
export function registerAgentTools(services: Surfaces): vscode.Disposable {
  const { lm } = vscode as { readonly lm?: { readonly registerTool?: typeof vscode.lm.registerTool } };
  if (!lm?.registerTool) {
    return new vscode.Disposable(() => undefined);
  }
  let tools: Promise<AgentTools> | undefined;
  const loaded = () => (tools ??= import('./agentTools').then(({ AgentTools }) => new AgentTools(services)));
  return vscode.Disposable.from(
    ...names.map(name =>
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: async ({ input }) => (await loaded()).prepare(name, input),
        invoke: async (options, token) => (await loaded()).invoke(name, options, token),
      }),
    ),
  );
}
