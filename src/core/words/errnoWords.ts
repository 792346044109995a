import type { FileSystemKind } from '../lambdaFunction';
import type { Translate } from '../translate';

/** What an error of a file-system call means on such a mount and what a program does about it; whole sentences. */
export function describeErrno(errno: string, kind: FileSystemKind, t: Translate): string {
  switch (errno) {
    case 'EACCES':
      return t(
        'Permission denied: the access point’s user may not do this here. Compare owner and mode of the file and its directories with the access point’s user ID, and check that the role and the file system policy allow it.',
      );
    case 'EPERM':
      return t('Not permitted: changing owner or mode needs the owner, or root with ClientRootAccess.');
    case 'EROFS':
      return t('Read-only: the mount or the role allows no writing. The role needs ClientWrite.');
    case 'ENOENT':
      return t(
        'Not found, although another function may just have created it: names that were missing are remembered for some seconds. Wait and try again.',
      );
    case 'ESTALE':
      return t(
        'Stale file handle: another client deleted or replaced the open file. Open it again by its name and retry.',
      );
    case 'EDQUOT':
      return t(
        'Quota exceeded: not of space, but of open files, locks or active users of this connection. Close files, then try again.',
      );
    case 'EIO':
      return kind === 's3files'
        ? t('Input/output error: for example, the object is archived (Glacier). Restore it first.')
        : t(
            'Input/output error: for example, the KMS key of the file system is disabled, or too many users are active. Trying again rarely helps.',
          );
    case 'ETIMEDOUT':
      return t('The server did not answer in time. Retry the call.');
    case 'EAGAIN':
      return t('The file is locked by someone else. Try again later.');
    case 'ENOLCK':
      return t('No more locks: a file can have 512. Release locks, then try again.');
    case 'ENAMETOOLONG':
      return t('The name is too long: 255 bytes are allowed.');
    case 'EMLINK':
      return t('Too many hard links: a file can have 177.');
    case 'EFBIG':
      return t('The file is too large: 47.9 TiB are allowed.');
    case 'ENETDOWN':
      return t('The network of the execution environment is down. Retry the call later.');
    case 'ENETUNREACH':
      return t('The file system cannot be reached from the execution environment. Retry the call later.');
    case 'ENOSPC':
      return t('No space left: in Lambda this is /tmp, not the mounted file system.');
    default:
      return '';
  }
}
