import { encodeText } from '../../core/text/byteText';

/** A read-only command of ours. Nothing from outside is ever part of one, but for a quoted path. */
export interface ShellCommand {
  readonly command: string;
  /** Whether it calls the file system that is looked at, and so may never return. */
  readonly touchesMount: boolean;
}

/**
 * What one inspection asks, in this order: `/proc` first, which never touches a mount; what may hang comes last, so
 * that a dead file system costs nothing else.
 */
export function inspectionCommands(mountPath: string): readonly ShellCommand[] {
  return [
    { command: 'cat /proc/mounts', touchesMount: false },
    { command: 'cat /proc/self/mountinfo', touchesMount: false },
    { command: 'cat /proc/self/mountstats', touchesMount: false },
    { command: 'cat /etc/mtab', touchesMount: false },
    { command: 'whoami', touchesMount: false },
    { command: 'ls -l /', touchesMount: false },
    { command: 'ls -l /bin', touchesMount: false },
    { command: 'df -h', touchesMount: true },
    listCommand(mountPath),
  ];
}

export function listCommand(path: string): ShellCommand {
  return { command: `ls -l ${quotePath(path)}`, touchesMount: true };
}

/** Bytes `from` (0-based) to `from + length` of a command's output. */
export function pieceOf(command: string, from: number, length: number): string {
  return `${command} | tail -c +${from + 1} | head -c ${length}`;
}

/**
 * One shell word that means exactly this decodeBytes path, for any POSIX shell. Bytes that are not UTF-8 cannot
 * travel in JSON, so printf makes them.
 */
export function quotePath(path: string): string {
  if (/^[A-Za-z0-9/._+:@%-]+$/.test(path)) {
    return path;
  }
  return path
    .split(/([\uDC80-\uDCFF]+)/)
    .map((part, index) => {
      if (part === '') {
        return '';
      }
      return index % 2 === 0 ? `'${part.replaceAll("'", `'\\''`)}'` : `"$(printf '${octal(part)}')"`;
    })
    .join('');
}

function octal(text: string): string {
  return [...encodeText(text)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
