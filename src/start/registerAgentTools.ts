import * as vscode from 'vscode';
import type { ToolName } from '../agent/toolDefinitions';
import type { Surfaces } from '../views/surfaces';
import { OnDemand } from './onDemand';

const names: readonly ToolName[] = [
  'list_lambda_file_systems',
  'check_lambda_mount_template',
  'get_lambda_mount_report',
  'inspect_lambda_mount',
];

/** The tools that models are offered in chat. Editors that are built on VS Code may have no such thing. */
export function registerAgentTools(surfaces: OnDemand<Surfaces>): vscode.Disposable {
  const { lm } = vscode as { readonly lm?: { readonly registerTool?: typeof vscode.lm.registerTool } };
  if (!lm?.registerTool) {
    return new vscode.Disposable(() => undefined);
  }
  const tools = new OnDemand(async () => {
    const services = await surfaces.use();
    return services && new (await import('../views/agent/agentTools')).AgentTools(services);
  });
  return vscode.Disposable.from(
    ...names.map(name =>
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: async ({ input }) => (await tools.use())?.prepare(name, input),
        invoke: async (options, token) => {
          const loaded = await tools.use();
          if (!loaded) {
            throw new Error('EFS Mount Inspector could not be loaded. VS Code shows why.');
          }
          return loaded.invoke(name, options, token);
        },
      }),
    ),
  );
}
