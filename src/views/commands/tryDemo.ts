import * as vscode from 'vscode';
import type { Services } from '../services';

/** The function recorded in 2022: its report answers the first question. */
const firstFunction = 'cmd-function';

type DemoServices = Pick<Services, 'catalog' | 'connections'>;

/** Shows the demo's functions, and the report of one of them. */
export async function tryDemo({ catalog, connections }: DemoServices): Promise<void> {
  await vscode.commands.executeCommand('efsMountInspector.mounts.focus');
  await connections.setDemo(true);
  const arn = await untilListed({ catalog, connections });
  if (arn !== undefined) {
    await vscode.commands.executeCommand('efsMountInspector.inspect', { arn });
  }
}

/** The ARN of the first function to show, once a listing of the demo has shown it; nothing where that has failed. */
function untilListed({ catalog, connections }: DemoServices): Promise<string | undefined> {
  return new Promise(resolve => {
    const look = () => {
      const demo = catalog.states.find(({ connection }) => connection.kind === 'demo');
      const over = demo ? demo.status !== 'idle' && demo.status !== 'loading' : connections.problem;
      if (over) {
        listener.dispose();
        resolve(demo?.functions.find(({ name }) => name === firstFunction)?.arn);
      }
    };
    const listener = catalog.onDidChange(look);
    look();
  });
}
