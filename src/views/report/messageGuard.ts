import { isFlag, isNumber, isObject, optional, own, shape, textUpTo, type Guard } from '../../core/guards';
import type { WebviewMessage } from './messages';

/** Far more than a report has. */
const COPIED_LENGTH = 64 * 1024 * 1024;
/** PATH_MAX, where each byte may be a character. */
const isPath = textUpTo(4096);
const isCount: Guard = value => isNumber(value) && Number.isSafeInteger(value) && (value as number) >= 0;

/** An absolute path that a kernel would take. */
export const isSandboxPath: Guard = value => isPath(value) && value.startsWith('/') && !value.includes('\0');

const guards = new Map<unknown, Guard>([
  ['ready', shape({ path: optional(isSandboxPath) })],
  ['command', shape({ command: textUpTo(100) })],
  ['copy', shape({ text: textUpTo(COPIED_LENGTH) })],
  ['openLink', shape({ url: textUpTo(4096) })],
  [
    'list',
    shape({
      request: isCount,
      path: isSandboxPath,
      from: optional(isCount),
      all: optional(isFlag),
      refresh: optional(isFlag),
    }),
  ],
  ['cancelList', shape({ request: isCount })],
] satisfies readonly (readonly [WebviewMessage['type'], Guard])[]);

/** Whatever runs in the webview may send anything. What a command takes is judged where it is run. */
export function isWebviewMessage(message: unknown): message is WebviewMessage {
  const guard = isObject(message) ? guards.get(own(message, 'type')) : undefined;
  return guard?.(message) ?? false;
}
