import { isObject, oneOf, own, shape, textUpTo } from '../../core/guards';
import { exportFormats } from '../../core/export/exportFormat';
import { refusedCommands, remedySettings } from '../report/messages';
import type { CommandName } from './names';

/** An ARN, a connection's id, a profile. */
const isName = textUpTo(2048);
/** PATH_MAX, where each byte may be a character. */
const isPath = (value: unknown) => textUpTo(4096)(value) && value.startsWith('/');
const isSignIn = shape({
  profile: value => isName(value) && !hasControlCharacters(value),
  kind: oneOf('sso', 'console'),
});

type Kind =
  | 'none'
  | 'function'
  | 'function-or-path'
  | 'known-function'
  | 'report'
  | 'path'
  | 'connection'
  | 'sign-in'
  | 'refused'
  | 'setting';

const kinds: Readonly<Partial<Record<CommandName, Kind>>> = {
  inspect: 'function',
  cancelInspection: 'function',
  openReport: 'known-function',
  resumeDiscovery: 'connection',
  exportReport: 'report',
  copyReport: 'report',
  openInConsole: 'function',
  readMetrics: 'function',
  checkNetwork: 'function',
  copyArn: 'known-function',
  markAsShellProbe: 'function',
  unmarkAsShellProbe: 'function',
  copyProbeTemplate: 'function',
  signIn: 'sign-in',
  copyIamPolicy: 'function',
  deleteTemporaryProbe: 'function',
  copyTimeoutCommand: 'known-function',
  openSetting: 'setting',
  signInAgain: 'refused',
  openFile: 'path',
  saveFileCopy: 'path',
  measureLatency: 'function-or-path',
  cancelLatency: 'known-function',
  countTotals: 'path',
  countTotalsQuietly: 'path',
  cancelTotals: 'path',
  copyPath: 'path',
  loadMore: 'path',
  showMoreEntries: 'path',
  reloadDirectory: 'path',
};

/**
 * What a command may be given of what it was given: commands are run by our own items, but also by key bindings, links
 * and other extensions, with anything. A node of the tree comes out as the names in it.
 *
 * @returns undefined where a command cannot do without what is missing or wrong
 */
export function checkedArguments(
  name: CommandName,
  given: readonly unknown[],
): readonly unknown[] | undefined {
  const [first] = given;
  const argument = isObject(first) ? first : {};
  const arn = isName(argument['arn']) ? { arn: argument['arn'] } : undefined;
  switch (kinds[name] ?? 'none') {
    case 'none':
      return [];
    case 'function':
      return [arn];
    case 'function-or-path': {
      const isOfPath = arn !== undefined && isPath(argument['path']);
      return [isOfPath ? { ...arn, path: argument['path'] } : arn];
    }
    case 'known-function':
      return arn && [arn];
    case 'report': {
      const format = own(argument, 'format');
      const isFormat = oneOf(...exportFormats)(format);
      return name === 'copyReport' && !(arn && isFormat)
        ? undefined
        : [{ ...arn, format: isFormat ? format : undefined }];
    }
    case 'path':
      return arn && isPath(argument['path']) ? [{ ...arn, path: argument['path'] }] : undefined;
    case 'setting': {
      const setting = own(argument, 'setting');
      return oneOf(...remedySettings)(setting) ? [{ setting }] : undefined;
    }
    case 'connection':
      return isName(first) ? [first] : undefined;
    case 'sign-in':
      return isSignIn(first)
        ? [{ profile: own(argument, 'profile'), kind: own(argument, 'kind') }]
        : undefined;
    case 'refused': {
      const refused = own(argument, 'refused');
      return arn && oneOf(...refusedCommands)(refused) ? [{ ...arn, refused }] : undefined;
    }
  }
}

function hasControlCharacters(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text);
}
