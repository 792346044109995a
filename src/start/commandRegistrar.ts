import * as vscode from 'vscode';
import type { CommandName } from '../views/commands/names';
import { t } from '../views/localize';
import type { Surfaces } from '../views/surfaces';
import { showInformation } from '../views/window';
import { OnDemand } from './onDemand';

/** Tells VS Code of commands. What they do is loaded when the first of them is run. */
export type RegisterCommands = (names: readonly CommandName[]) => vscode.Disposable;

export function commandRegistrar(surfaces: OnDemand<Surfaces>): RegisterCommands {
  const loaded = new OnDemand(async () => {
    const services = await surfaces.use();
    if (!services) {
      return undefined;
    }
    const { checkedArguments, createCommands } = await import('../views/commands/createCommands');
    return { checkedArguments, commands: createCommands(services) };
  });
  const run = async (name: CommandName, given: readonly unknown[]) => {
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
  };
  return names =>
    vscode.Disposable.from(
      ...names.map(name =>
        vscode.commands.registerCommand(`efsMountInspector.${name}`, (...given: unknown[]) =>
          run(name, given),
        ),
      ),
    );
}
