import { isSandboxPath } from './messageGuard';
import type { CommandMessage } from './messages';

/** What each command that the webview may run takes besides the function. */
const taken: Readonly<Record<CommandMessage['command'], 'path' | 'format' | undefined>> = {
  inspect: undefined,
  cancelInspection: undefined,
  deleteTemporaryProbe: undefined,
  openInConsole: undefined,
  showLog: undefined,
  exportReport: 'format',
  copyReport: 'format',
  openFile: 'path',
  saveFileCopy: 'path',
  countTotalsQuietly: 'path',
  cancelTotals: 'path',
};

/** A command of the extension, without the prefix, and its argument. */
export interface AllowedCommand {
  readonly name: CommandMessage['command'];
  readonly argument: Readonly<Record<string, string>>;
}

/** What a message may run, on the function with this ARN and no other. Undefined for anything that is not allowed. */
export function allowedCommand(message: object, arn: string): AllowedCommand | undefined {
  const { command, ...given } = message as Readonly<Record<string, unknown>>;
  if (typeof command !== 'string' || !Object.hasOwn(taken, command)) {
    return undefined;
  }
  const name = command as CommandMessage['command'];
  const key = taken[name];
  if (key === undefined) {
    return { name, argument: { arn } };
  }
  const value = given[key];
  const fits =
    typeof value === 'string' &&
    (key === 'path' ? isSandboxPath(value) : value === 'markdown' || value === 'json');
  return fits ? { name, argument: { arn, [key]: value } } : undefined;
}
