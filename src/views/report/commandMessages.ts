import { oneOf, type Guard } from '../../core/guards';
import { isSandboxPath } from './messageGuard';
import { exportFormats } from '../../core/export/exportFormat';
import { refusedCommands, remedySettings, type CommandMessage } from './messages';

/** What each command that the webview may run takes besides the function. */
const taken: Readonly<
  Record<CommandMessage['command'], 'path' | 'format' | 'setting' | 'refused' | undefined>
> = {
  inspect: undefined,
  cancelInspection: undefined,
  measureLatency: undefined,
  cancelLatency: undefined,
  deleteTemporaryProbe: undefined,
  openInConsole: undefined,
  readMetrics: undefined,
  checkNetwork: undefined,
  showLog: undefined,
  copyIamPolicy: undefined,
  copyProbeTemplate: undefined,
  copyTimeoutCommand: undefined,
  deleteLeftoverProbes: undefined,
  openSetting: 'setting',
  refresh: undefined,
  selectProfile: undefined,
  selectRegions: undefined,
  signInAgain: 'refused',
  tryDemo: undefined,
  unmarkAsShellProbe: undefined,
  exportReport: 'format',
  copyReport: 'format',
  openFile: 'path',
  saveFileCopy: 'path',
  countTotalsQuietly: 'path',
  cancelTotals: 'path',
};

const fits = {
  path: isSandboxPath,
  format: oneOf(...exportFormats),
  setting: oneOf(...remedySettings),
  refused: oneOf(...refusedCommands),
} as const satisfies Readonly<Record<string, Guard>>;

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
  return typeof value === 'string' && fits[key](value)
    ? { name, argument: { arn, [key]: value } }
    : undefined;
}
