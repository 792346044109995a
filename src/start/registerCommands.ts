import * as vscode from 'vscode';
import { commandNames } from '../views/commands/names';
import { t } from '../views/localize';
import type { Surfaces } from '../views/surfaces';
import { showInformation } from '../views/window';
import { OnDemand } from './onDemand';

/** What the commands do is loaded when the first of them is run. */
export function registerCommands(surfaces: OnDemand<Surfaces>): vscode.Disposable {
  const loaded = new OnDemand(async () => {
    const services = await surfaces.use();
    if (!services) {
      return undefined;
    }
    const { checkedArguments, createCommands } = await import('../views/commands/createCommands');
    return { checkedArguments, commands: createCommands(services) };
  });
  return vscode.Disposable.from(
    ...commandNames.map(name =>
      vscode.commands.registerCommand(`efsMountInspector.${name}`, async (...given: unknown[]) => {
        const part = await loaded.use();
        if (!part) {
          return undefined;
        }
        const args = part.checkedArguments(name, given);
        if (!args) {
          void showInformation(
            t('This command needs to know what it is for: run it in the EFS Mounts view or in a report.'),
          );
          return undefined;
        }
        return part.commands[name](...(args as never[]));
      }),
    ),
  );
}
