import type { Translate } from '../core/translate';
import { plain } from '../core/text/visibleText';

/** Why a file of this machine could not be used, in a sentence. */
export function reasonOf(error: unknown, t: Translate): string {
  const { cause, code, message } = error as NodeJS.ErrnoException & { cause?: unknown };
  switch (code) {
    case 'ENOENT':
      return t('There is no such file or folder.');
    case 'EACCES':
    case 'EPERM':
      return t('Permission was denied.');
    case 'EROFS':
      return t('The file system is read-only.');
    case 'ENOSPC':
    case 'EDQUOT':
      return t('No space is left.');
    case 'ELOOP':
      return t('Its links lead in a circle.');
    case 'EISDIR':
      return t('It is a folder.');
    case 'ENAMETOOLONG':
      return t('Its name is too long.');
    default:
      return cause instanceof Error ? reasonOf(cause, t) : plain(message);
  }
}
