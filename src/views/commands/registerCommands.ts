import * as vscode from 'vscode';
import { t } from '../localize';
import type { Surfaces } from '../surfaces';
import { showInformation } from '../window';
import { commandNames } from './names';

/** What the commands do is loaded when the first of them is run. */
export function registerCommands(services: Surfaces): vscode.Disposable {
  const load = async () => {
    const { checkedArguments, createCommands } = await import('./commands');
    return { checkedArguments, commands: createCommands(services) };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return vscode.Disposable.from(
    ...commandNames.map(name =>
      vscode.commands.registerCommand(`efsMountInspector.${name}`, async (...given: unknown[]) => {
        const { checkedArguments, commands } = await (loaded ??= load());
        const args = checkedArguments(name, given);
        if (!args) {
          void showInformation(
            t('This command needs to know what it is for: run it in the EFS Mounts view or in a report.'),
          );
          return undefined;
        }
        return commands[name](...(args as never[]));
      }),
    ),
  );
}
